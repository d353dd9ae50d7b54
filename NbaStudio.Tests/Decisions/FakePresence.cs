using System.Collections.Concurrent;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Tests.Decisions;

/// <summary>Online is who a test says is online.</summary>
internal sealed class FakePresence : IPresence
{
    private readonly ConcurrentDictionary<(long Customer, string Channel), bool> _online = new();

    public void Connect(long customer, string channel) => _online[(customer, channel)] = true;

    public void Disconnect(long customer, string channel) => _online.TryRemove((customer, channel), out _);

    public bool IsOnline(long customer, string channelId) => _online.ContainsKey((customer, channelId));
}
