using Google.Protobuf;

namespace SharingHub.Cli.Input;

internal static class JsonFile
{
    /// <summary>Reads a message from a file of proto3 JSON.</summary>
    /// <exception cref="UsageException">There is no such file, or it does not hold such a message.</exception>
    public static T Read<T>(string path)
        where T : IMessage, new()
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no file {path}.");
        try
        {
            return JsonParser.Default.Parse<T>(File.ReadAllText(path));
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException or FormatException)
        {
            throw new UsageException($"{path}: {error.Message}");
        }
    }
}
