using SharingHub.Hub.Correlation.Linking;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.Foundation;
using SharingHub.V1;

namespace SharingHub.Hub.Correlation;

/// <summary>Answers from what one recipient may have joined for one purpose. Targeting keeps it, because what it scores is joined with it.</summary>
internal interface IJoinedRecords
{
    /// <summary>Concludes and discloses the answer; anew where the rules or the records moved meanwhile.</summary>
    /// <param name="action">What history calls it.</param>
    Task<T> AnswerAsync<T>(Caller caller, Purpose purpose, string action, Func<IJoined, Answer<T>> conclude, CancellationToken stop);
}

/// <summary>What is joined, as it is now. Records go by name, <c>contributor/kind/id</c>.</summary>
internal interface IJoined
{
    /// <summary>Null where it may not be joined for this recipient and purpose.</summary>
    Joinable? Find(string name);

    IReadOnlyList<Link> LinksOf(string name);
}

/// <param name="Uses">The records that stand behind it.</param>
internal sealed record Answer<T>(T Response, IReadOnlyList<Joinable> Uses)
{
    /// <summary>Others' records that are shown with it.</summary>
    public IReadOnlyList<Joinable> Shown { get; init; } = [];
}
