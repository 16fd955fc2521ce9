namespace SharingHub.Hub.Foundation;

/// <summary>Who may make a call.</summary>
[Flags]
internal enum Who
{
    Member = 1,
    Auditor = 2,
    Operator = 4,

    /// <summary>Another hub, which is a recipient and nothing else.</summary>
    PeerHub = 8,
}

/// <summary>The policy of an RPC. One without it is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllowAttribute(Who who) : Attribute
{
    public Who Who { get; } = who;

    public bool Admits(Caller caller) => Who.HasFlag(
        caller.IsOperator ? Who.Operator : caller.IsAuditor ? Who.Auditor : caller.IsPeerHub ? Who.PeerHub : Who.Member);
}
