namespace NbaStudio.Benchmarks.Load;

/// <param name="Sent">Events sent.</param>
/// <param name="Accepted">Events acknowledged as durable.</param>
/// <param name="Decisions">Decisions to say something, as the replies name them.</param>
/// <param name="Delivered">Of these, arrived on the stream.</param>
/// <param name="Missing">Of these, not arrived 20 s after the last reply.</param>
/// <param name="ToStream">From the time an event was due to be sent until its offer arrived.</param>
/// <param name="ToReply">From the same time until the event was acknowledged.</param>
/// <param name="WorstLag">How late the generator itself was at worst; part of the latencies.</param>
internal sealed record OpenLoopResult(
    int Sent, int Accepted, int Decisions, int Delivered, int Missing, Percentiles ToStream, Percentiles ToReply, IReadOnlyDictionary<string, int> Errors, TimeSpan WorstLag)
{
    /// <summary>What the hub used meanwhile.</summary>
    public required HubUse Use { get; init; }
}

/// <summary>The open loop with scenarios running all the time, and without them again.</summary>
internal sealed record BesideResult(OpenLoopResult With, WhatIfWork Work, OpenLoopResult Again);
