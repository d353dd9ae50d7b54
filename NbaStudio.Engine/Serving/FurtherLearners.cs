using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Serving;

/// <summary>The learners of further heads: one per kind, so that nothing is pooled across heads; none for a kind that no treatment has had. For one thread.</summary>
internal sealed class FurtherLearners
{
    private readonly PropensityLearner?[] _byKind = new PropensityLearner?[Enum.GetValues<HeadKind>().Length];

    public PropensityLearner? this[HeadKind kind] => _byKind[(int)kind];

    /// <summary>Tells each learner the treatments that have its head. Evidence is kept while a treatment is without it.</summary>
    public void SetCatalogue(IReadOnlyList<TreatmentInfo> treatments, IReadOnlyList<PredictorDefinition> predictors, IReadOnlyList<FurtherHead> heads)
    {
        var infos = treatments.ToDictionary(t => t.Key);
        foreach (var kind in Enum.GetValues<HeadKind>())
        {
            TreatmentInfo[] having = [.. heads.Where(h => h.Kind == kind).Select(h => infos[h.TreatmentKey] with { StartingPropensity = h.StartingPropensity, Imported = null })];
            if (having.Length > 0 || _byKind[(int)kind] is not null)
            {
                (_byKind[(int)kind] ??= new PropensityLearner()).SetCatalogue(having, predictors);
            }
        }
    }

    /// <summary>Learns a response to a further head.</summary>
    /// <returns>False when no treatment has had such a head.</returns>
    public bool Learn(HeadKind head, in Response response) => _byKind[(int)head]?.Learn(response) == true;

    /// <summary>Resets, pauses or resumes what is learned for the further heads of a treatment.</summary>
    public void Care(long journalPosition, int treatmentKey, ModelCareKind kind, long time, string by)
    {
        foreach (var learner in _byKind)
        {
            learner?.Care(journalPosition, treatmentKey, kind, time, by);
        }
    }

    /// <summary>Starts the models of a further head of a treatment from rows of a file.</summary>
    public void Start(HeadKind head, long journalPosition, int treatmentKey, StartPart part) => _byKind[(int)head]?.Start(journalPosition, treatmentKey, part);

    public FurtherModels Publish() => Array.TrueForAll(_byKind, l => l is null) ? FurtherModels.None : new FurtherModels([.. _byKind.Select(l => l?.Publish())]);

    /// <summary>Writes all learners; nothing when there are none.</summary>
    public void Write(Stream stream)
    {
        for (var kind = 0; kind < _byKind.Length; kind++)
        {
            if (_byKind[kind] is { } learner)
            {
                stream.WriteByte((byte)kind);
                learner.Write(stream);
            }
        }
    }

    /// <summary>Reads learners up to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static FurtherLearners Read(Stream stream)
    {
        var learners = new FurtherLearners();
        while (stream.ReadByte() is var kind and >= 0)
        {
            learners._byKind[kind < learners._byKind.Length ? kind : throw new InvalidDataException($"{kind} is no kind of head.")] = PropensityLearner.Read(stream);
        }

        return learners;
    }
}
