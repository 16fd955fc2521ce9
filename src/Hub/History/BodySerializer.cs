using System.Collections.Concurrent;
using Google.Protobuf;
using JasperFx.Events;

namespace SharingHub.Hub.History;

/// <summary>Event bodies as bytes in <c>bdata</c>: protobuf, or the sealed bytes of streams that rest sealed, untouched.</summary>
internal sealed class BodySerializer : IEventBinarySerializer
{
    private readonly ConcurrentDictionary<Type, MessageParser> _parsers = new();

    public byte[] Serialize(Type type, object data) => data switch
    {
        SealedEventBody body => body.Bytes,
        IMessage message => message.ToByteArray(),
        _ => throw new ArgumentException($"{type.Name} is no event body.", nameof(data)),
    };

    public object Deserialize(Type type, byte[] data) => type.IsAssignableTo(typeof(SealedEventBody))
        ? Activator.CreateInstance(type, data)!
        : _parsers.GetOrAdd(type, static t => ((IMessage)Activator.CreateInstance(t)!).Descriptor.Parser).ParseFrom(data);
}
