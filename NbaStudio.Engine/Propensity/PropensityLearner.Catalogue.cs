using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <content>What a policy offers, and what may be learned from.</content>
public sealed partial class PropensityLearner
{
    /// <summary>Tells the learner what a policy offers and what it may learn from. Evidence of known keys and predictor names is kept, also while they are absent from the list of treatments.</summary>
    /// <exception cref="ArgumentException">A key or name occurs twice, a starting propensity lies outside (0, 1) or a half-life is not above 0.</exception>
    public void SetCatalogue(IReadOnlyList<TreatmentInfo> treatments, IReadOnlyList<PredictorDefinition> predictors)
    {
        CatalogueCheck.Check(treatments, predictors);
        var isOther = !_predictors.Select(p => p.Definition).SequenceEqual(predictors);
        if (isOther)
        {
            SetPredictors(predictors);
        }

        foreach (var info in treatments)
        {
            if (_rows.TryGetValue(info.Key, out var row))
            {
                var known = _treatments[row].Info;
                if ((known.ActionKey, known.GroupKey, known.ChannelKey) != (info.ActionKey, info.GroupKey, info.ChannelKey))
                {
                    isOther = true;
                    Settle(_treatments[row]); // what it taught one family does not go with it into another
                    _treatments[row].Fresh = 0;
                }

                _treatments[row].SetInfo(info);
            }
            else
            {
                _rows.Add(info.Key, _treatments.Count);
                _treatments.Add(new(info, predictors.Count));
            }
        }

        BindPooled();
        BindImported();
        _groups = new(_treatments);
        _publisher.Forget();
        if (isOther)
        {
            // Other inputs or another family change what is said of everybody: no change of the customers.
            _treatments.ForEach(t => t.CountsWatch.Reset(Version));
            _treatments.ForEach(t => t.PooledWatch.Reset(Version));
            WatchAllAnew();
        }
    }

    private void BindPooled()
    {
        foreach (var treatment in _treatments)
        {
            treatment.Pooled = _pooled.Of(treatment.Info, treatment.Responses == 0 ? PooledModel.OffsetOf(treatment.Info) : treatment.Pooled.Offset);
        }
    }

    private void BindImported()
    {
        foreach (var treatment in _treatments)
        {
            treatment.ImportedPredictor = treatment.Info.Imported is { } imported ? Array.FindIndex(_predictors, p => p.Definition.Name == imported.Predictor) : -1;
        }
    }

    private void SetPredictors(IReadOnlyList<PredictorDefinition> definitions)
    {
        var sources = definitions.Select(d => Array.FindIndex(_predictors, p => p.Definition == d)).ToArray();
        PullAll(-1);
        _predictors = [.. definitions.Select((d, i) => sources[i] < 0 ? new PredictorState(d) : _predictors[sources[i]])];
        _codes = new uint[definitions.Count];
        _bins = new byte[definitions.Count];
        _cells = new(definitions.Count);
        _visited = new(definitions.Count);
        _pooled.Remap(sources);
        _slow.Remap(sources);
        foreach (var treatment in _treatments)
        {
            if (treatment.Remap(sources))
            {
                TreatmentFit.Run(treatment, _predictors, _workspace);
            }
        }

        PullAll(1);
        VisitAll();
    }
}
