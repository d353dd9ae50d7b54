using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>A guide with a known state; null = there is nothing to guide.</summary>
public sealed class FakeGuide : IStartGuide
{
    public GuideView? View { get; set; }

    public Task<GuideView?> ReadAsync(Caller who, CancellationToken cancellationToken = default) => Task.FromResult(View);

    public Task PutAwayAsync(Caller who, CancellationToken cancellationToken = default)
    {
        View = null;
        return Task.CompletedTask;
    }
}
