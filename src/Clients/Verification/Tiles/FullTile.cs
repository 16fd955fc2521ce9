namespace SharingHub.Verification.Tiles;

/// <summary>Takes a tile that is full. The bytes are only good during the call.</summary>
public delegate void FullTile(TilePath path, ReadOnlySpan<byte> bytes);
