namespace SharingHub.Hub.Targeting.Scoring;

/// <summary>One thing declared, such as a word of the description or <c>USD cents each 5</c> (31 to 62 cents: powers of two).</summary>
internal readonly record struct GoodsFeature(GoodsGroup Group, string Text);
