using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Engine;

/// <content>What if: recorded decisions, ready to be decided again under other policies.</content>
public sealed partial class NbaEngine
{
    /// <summary>Reads recorded decisions and decides them as a policy does; <see cref="WhatIfRun.Of"/> then runs scenarios over them. Nothing is changed.</summary>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="today">What scenarios are compared with; null = the policy in force.</param>
    /// <exception cref="InvalidOperationException">There is no policy in force.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WhatIfSample ReadSample(WhatIfRange range, int workers, IProgress<WhatIfProgress>? progress = null, CancellationToken cancellation = default, PolicySnapshot? today = null)
    {
        ArgumentNullException.ThrowIfNull(range);
        var policy = today ?? Policy ?? throw new InvalidOperationException("There is no policy in force.");
        return new SampleReader(_store, Records, ReferenceEquals(ModelView.Policy, policy) ? ModelView : ModelView.For(policy), policy, Now.ToUnixTimeMilliseconds()).Read(range, workers, progress, cancellation);
    }
}
