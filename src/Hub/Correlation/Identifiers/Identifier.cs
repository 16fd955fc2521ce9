namespace SharingHub.Hub.Correlation.Identifiers;

/// <summary>A value to join on, in its canonical form, and the field of its record that it comes from, such as <c>seller_account.phones</c>.</summary>
internal readonly record struct Identifier(Scheme Scheme, string Value, string Field);
