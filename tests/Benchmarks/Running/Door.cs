namespace SharingHub.Benchmarks.Running;

/// <summary>Where a connection leads to.</summary>
internal enum Door
{
    /// <summary>Straight to the hub's replica.</summary>
    Hub,

    /// <summary>To the hub, through the gateway.</summary>
    Gateway,

    /// <summary>Straight to the bare server.</summary>
    Bare,

    /// <summary>To the bare server, through a gateway of the same settings.</summary>
    BareGateway,
}
