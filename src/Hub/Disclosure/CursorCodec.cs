using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SharingHub.V1;

namespace SharingHub.Hub.Disclosure;

/// <summary>Where a recipient is in the ledger. <see cref="SnapshotHead"/>: up to there it never got anything before, so nothing there can be withdrawn.</summary>
internal readonly record struct Cursor(long Position, long SnapshotHead);

/// <summary>
/// Cursors as callers hold them: encrypted and authenticated under a key of the hub, of fixed length, and bound to the recipient and to
/// its query, so that one cannot be read, made, or carried to another query.
/// </summary>
internal sealed class CursorCodec(NpgsqlDataSource database) : IDisposable
{
    private const byte Format = 1;

    // version, log, index, offset within what the index expands to, snapshot head
    private const int PlainSize = 1 + 4 + 8 + 4 + 8;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private AesGcm? _cipher;

    public async Task<string> SealAsync(Cursor cursor, string recipient, RecordQuery query, CancellationToken stop)
    {
        var cipher = await CipherAsync(stop);
        Span<byte> plain = stackalloc byte[PlainSize];
        plain[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(plain[5..], cursor.Position);
        BinaryPrimitives.WriteInt64BigEndian(plain[17..], cursor.SnapshotHead);
        Span<byte> sealedBytes = stackalloc byte[NonceSize + PlainSize + TagSize];
        RandomNumberGenerator.Fill(sealedBytes[..NonceSize]);
        cipher.Encrypt(sealedBytes[..NonceSize], plain, sealedBytes.Slice(NonceSize, PlainSize), sealedBytes[^TagSize..], Binding(recipient, query));
        return Convert.ToBase64String(sealedBytes).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The cursor, or null when it was not sealed for this recipient and query.</summary>
    public async Task<Cursor?> OpenAsync(string text, string recipient, RecordQuery query, CancellationToken stop)
    {
        var cipher = await CipherAsync(stop);
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
            ? new Cursor(BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(5)), BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(17)))
            : null;
    }

    public void Dispose() => _cipher?.Dispose();

    private static byte[] Binding(string recipient, RecordQuery query)
    {
        var kinds = string.Join(',', query.Kinds.Distinct().Order().Select(k => (int)k));
        var contributors = string.Join(',', query.Contributors.Distinct().Order(StringComparer.Ordinal));
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{recipient}\n{(int)query.Purpose}\n{kinds}\n{contributors}"));
    }

    /// <summary>The key is the same for all replicas: made by the first that needs it, read by the rest.</summary>
    private async ValueTask<AesGcm> CipherAsync(CancellationToken stop)
    {
        if (_cipher is { } cipher)
        {
            return cipher;
        }

        await using (var insert = database.CreateCommand("insert into keys.hub_key (name, key) values ('cursor', $1) on conflict do nothing"))
        {
            insert.Parameters.AddWithValue(RandomNumberGenerator.GetBytes(32));
            await insert.ExecuteNonQueryAsync(stop);
        }

        await using var select = database.CreateCommand("select key from keys.hub_key where name = 'cursor'");
        return _cipher = new AesGcm((byte[])(await select.ExecuteScalarAsync(stop))!, TagSize);
    }
}
