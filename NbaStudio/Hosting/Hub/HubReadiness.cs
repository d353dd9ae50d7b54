using NbaStudio.Engine;
using NbaStudio.Hosting.Health;

namespace NbaStudio.Hosting.Hub;

internal sealed class EngineCheck(NbaEngine engine) : IReadinessCheck
{
    public string Name => "engine";

    public ValueTask<string?> FindFaultAsync(CancellationToken stop) =>
        ValueTask.FromResult(engine.IsReady ? null : engine.Policy is null ? "no policy is in force" : "it recovers from a failed commit, or stops");
}

internal sealed class DemoCheck(DemoStart demo) : IReadinessCheck
{
    public string Name => "demo";

    public ValueTask<string?> FindFaultAsync(CancellationToken stop) => ValueTask.FromResult(
        demo.Failure is { } failure ? $"the demo's customers could not be created: {failure}" : demo.IsSeeded ? null : $"the demo's customers are being created: {demo.Created} of {demo.Wanted}");
}
