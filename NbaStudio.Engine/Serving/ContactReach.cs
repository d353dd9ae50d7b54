namespace NbaStudio.Engine.Serving;

/// <summary>What contact rules, quiet hours and budgets kept from the latest decisions, as far as it was looked.</summary>
/// <param name="Decisions">Decisions looked at so far.</param>
/// <param name="LeftOut">Not looked at, because the record cannot be read any more.</param>
/// <param name="Sample">Decisions of the sample.</param>
/// <param name="Since">Time of the oldest one; null = none.</param>
/// <param name="Blocks">By the key of what blocked; absent = it blocked nothing.</param>
/// <param name="IsComplete">Whether the whole sample was looked at.</param>
public sealed record ContactReach(int Decisions, int LeftOut, int Sample, DateTimeOffset? Since, IReadOnlyDictionary<int, ContactBlock> Blocks, bool IsComplete);

/// <summary>What one rule or budget, or the quiet hours of one channel, kept from decisions.</summary>
/// <param name="Candidates">Candidates that fell out here. One that several rules forbid counts for the first of them.</param>
/// <param name="Decisions">Decisions in which it had some.</param>
/// <param name="Turned">Decisions that would choose otherwise if this alone did not bind.</param>
/// <param name="Cost">What the models expect more of those, in money: P x V of what would be chosen less that of what was. What more contacts would lead to later is not in it.</param>
public readonly record struct ContactBlock(int Candidates, int Decisions, int Turned, double Cost);
