namespace NbaStudio.Engine.Serving;

/// <summary>Knows who is online. Answers from memory, at once; thread safe.</summary>
public interface IPresence
{
    /// <summary>Whether the customer has an open stream on the channel.</summary>
    bool IsOnline(long customer, string channelId);
}

/// <summary>Nobody is online: an engine without streams.</summary>
public sealed class NobodyOnline : IPresence
{
    public bool IsOnline(long customer, string channelId) => false;
}
