using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Serving;

/// <summary>How a treatment's models stand after somebody cared for them.</summary>
/// <param name="Changed">False when nothing was to be done: nothing to forget, paused already, or not paused.</param>
/// <param name="Report">The models now.</param>
public sealed record ModelCareReply(bool Changed, ModelReport Report);
