using SharingHub.Sdk;

namespace SharingHub.Hub.Federation.Following;

/// <summary>The cursor of a peer's subscription. A page's is written with what the page brought; here it is only moved on over what brought nothing.</summary>
internal sealed class FollowedCursor(string peer, string begin, FollowedPeers followed) : ICursorStore
{
    private string _cursor = begin;

    public ValueTask<string?> LoadAsync(CancellationToken cancel) => ValueTask.FromResult<string?>(_cursor);

    public async ValueTask SaveAsync(string cursor, CancellationToken cancel)
    {
        if (cursor != _cursor)
        {
            await followed.MoveToAsync(peer, cursor, cancel);
            _cursor = cursor;
        }
    }

    /// <summary>It was written with a page.</summary>
    public void IsAt(string cursor) => _cursor = cursor;
}
