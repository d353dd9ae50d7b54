namespace NbaStudio.Benchmarks.Load;

/// <param name="Rate">Events, decisions or answers per second.</param>
/// <param name="Latency">Of one request.</param>
internal sealed record ClosedLoopResult(string Name, int Callers, double Rate, int Errors, Percentiles Latency);
