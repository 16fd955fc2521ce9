using System.Security.Cryptography;
using Npgsql;

namespace SharingHub.Integration.Tests.Harness;

/// <summary>An event as it rests, and a second program that opens it, written from the description of the format.</summary>
internal sealed record SealedByHand(string Stream, long Version, Guid Id, byte[] Bytes)
{
    public static async Task<SealedByHand> ReadAsync(NpgsqlDataSource database, string stream, long version)
    {
        await using var command = database.CreateCommand("select id, bdata from history.mt_events where stream_id = $1 and version = $2");
        command.Parameters.AddWithValue(stream);
        command.Parameters.AddWithValue(version);
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue(stream);
        return new SealedByHand(stream, version, reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
    }

    public static async Task<byte[]> KeyAsync(NpgsqlDataSource database, string stream)
    {
        await using var command = database.CreateCommand("select key from keys.stream_key where stream = $1 and from_version = 1");
        command.Parameters.AddWithValue(stream);
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    public byte[]? Open(byte[] streamKey)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, streamKey, 32, salt: null, System.Text.Encoding.ASCII.GetBytes($"body{Id:D}"));
        using var cipher = new AesGcm(key, 16);
        var body = new byte[Bytes.Length - 17];
        try
        {
            cipher.Decrypt(new byte[12], Bytes[1..^16], Bytes[^16..], body, (byte[])[1, .. System.Text.Encoding.ASCII.GetBytes($"{Id:D}\n{Stream}\n{Version}")]);
            return body;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
