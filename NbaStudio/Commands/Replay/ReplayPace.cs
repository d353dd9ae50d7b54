using System.Globalization;

namespace NbaStudio.Commands.Replay;

/// <summary>How fast a log is replayed.</summary>
/// <param name="Factor">Hub seconds per real second; null = as fast as the hub takes it.</param>
internal sealed record ReplayPace(double? Factor)
{
    public const double Slowest = 0.001;
    public const double Fastest = 1e9;

    public bool IsFull => Factor is null;

    /// <exception cref="CommandException">It is neither full nor a number in range.</exception>
    public static ReplayPace Parse(string? written) => written switch
    {
        null or "full" => new ReplayPace((double?)null),
        _ when double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is >= Slowest and <= Fastest => new ReplayPace(factor),
        _ => throw new CommandException($"--speed {written} is not allowed; allowed is full, or hub seconds per real second from {Slowest} to {Fastest:0}."),
    };
}
