using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Live.Reading;

/// <summary>What is learned for a further head of a treatment, in one line.</summary>
/// <param name="Report">What the learner of that kind of head says.</param>
public sealed record FurtherHeadView(HeadKind Kind, ModelReport Report);
