using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Where a recipient is: it has what it may have of everything up to <see cref="Position"/>, by the rules of a generation at a time.</summary>
/// <param name="Position">Ledger index; -1 before the first.</param>
/// <param name="Generation">Generation of the rules that decided so far.</param>
/// <param name="RulesAt">The database's clock then; it says which windows were open.</param>
/// <param name="Snapshot">The head when it began; up to there it got records as they were then, so nothing there can have been taken back since.</param>
internal readonly record struct Cursor(long Position, long Generation, DateTimeOffset RulesAt, long Snapshot);

/// <summary>
/// Cursors as callers hold them: encrypted and authenticated under a key of the hub, of fixed length, and bound to the recipient and to
/// its query, so that one cannot be read, made, or carried to another query. A cipher object is not for two threads at once, so each use has its own.
/// </summary>
internal sealed class CursorCodec(NpgsqlDataSource database)
{
    private const byte Format = 1;

    // version, log, index, offset within what the index expands to, generation, ticks, snapshot
    private const int PlainSize = 1 + 4 + 8 + 4 + 8 + 8 + 8;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private byte[]? _key;

    public async Task<string> SealAsync(Cursor cursor, string recipient, RecordQuery query, CancellationToken stop)
    {
        using var cipher = new AesGcm(await KeyAsync(stop), TagSize);
        Span<byte> plain = stackalloc byte[PlainSize];
        plain[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(plain[5..], cursor.Position);
        BinaryPrimitives.WriteInt64BigEndian(plain[17..], cursor.Generation);
        BinaryPrimitives.WriteInt64BigEndian(plain[25..], cursor.RulesAt.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(plain[33..], cursor.Snapshot);
        Span<byte> sealedBytes = stackalloc byte[NonceSize + PlainSize + TagSize];
        RandomNumberGenerator.Fill(sealedBytes[..NonceSize]);
        cipher.Encrypt(sealedBytes[..NonceSize], plain, sealedBytes.Slice(NonceSize, PlainSize), sealedBytes[^TagSize..], Binding(recipient, query));
        return Convert.ToBase64String(sealedBytes).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The cursor, or null when it was not sealed for this recipient and query.</summary>
    public async Task<Cursor?> OpenAsync(string text, string recipient, RecordQuery query, CancellationToken stop)
    {
        using var cipher = new AesGcm(await KeyAsync(stop), TagSize);
        var sealedBytes = new byte[NonceSize + PlainSize + TagSize];
        if (!Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), sealedBytes, out var length) || length != sealedBytes.Length)
        {
            return null;
        }

        var plain = new byte[PlainSize];
        try
        {
            cipher.Decrypt(
                sealedBytes.AsSpan(0, NonceSize), sealedBytes.AsSpan(NonceSize, PlainSize), sealedBytes.AsSpan(NonceSize + PlainSize), plain, Binding(recipient, query));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return plain[0] == Format
            ? new Cursor(
                BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(5)),
                BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(17)),
                new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(25)), TimeSpan.Zero),
                BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(33)))
            : null;
    }

    private static byte[] Binding(string recipient, RecordQuery query)
    {
        var kinds = string.Join(',', query.Kinds.Distinct().Order().Select(k => (int)k));
        var contributors = string.Join(',', query.Contributors.Distinct().Order(StringComparer.Ordinal));
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{recipient}\n{(int)query.Purpose}\n{kinds}\n{contributors}"));
    }

    /// <summary>The key is the same for all replicas: made by the first that needs it, read by the rest.</summary>
    private async ValueTask<byte[]> KeyAsync(CancellationToken stop)
    {
        if (_key is { } key)
        {
            return key;
        }

        await using (var insert = database.CreateCommand("insert into keys.hub_key (name, key) values ('cursor', $1) on conflict do nothing"))
        {
            insert.Parameters.AddWithValue(RandomNumberGenerator.GetBytes(32));
            await insert.ExecuteNonQueryAsync(stop);
        }

        await using var select = database.CreateCommand("select key from keys.hub_key where name = 'cursor'");
        return _key = (byte[])(await select.ExecuteScalarAsync(stop))!;
    }
}
