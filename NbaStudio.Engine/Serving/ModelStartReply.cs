using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Serving;

/// <summary>What became of a start from a file.</summary>
/// <param name="Outcome">Whether it was taken, else why not.</param>
/// <param name="Start">The file as it was taken, or as it had been taken before; null where neither.</param>
/// <param name="Report">The models of that head now; null where the treatment has no such head.</param>
public sealed record ModelStartReply(ModelStartOutcome Outcome, FileStart? Start, ModelReport? Report);

/// <summary>What became of a start from a file.</summary>
public enum ModelStartOutcome : byte
{
    /// <summary>The models have learned it.</summary>
    Started,

    /// <summary>They have learned the same file before, and nobody asked for more.</summary>
    SameFile,

    /// <summary>Learning is paused.</summary>
    Paused,

    /// <summary>They have learned too many responses of their own.</summary>
    TooExperienced,

    /// <summary>The treatment has no such head.</summary>
    NoSuchHead,
}
