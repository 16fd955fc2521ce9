namespace SharingHub.Hub.History;

/// <summary>Body of <c>record.submitted.v1</c>: the record's bytes exactly as its contributor sent them.</summary>
public sealed record RecordSubmittedBody(byte[] Bytes);

/// <summary>Body of <c>record.revised.v1</c>: the record's bytes exactly as its contributor sent them.</summary>
public sealed record RecordRevisedBody(byte[] Bytes);
