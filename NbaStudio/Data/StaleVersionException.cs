namespace NbaStudio.Data;

/// <summary>Somebody else changed it since it was read. Nothing was changed; read again and repeat.</summary>
public sealed class StaleVersionException(string message) : Exception(message);
