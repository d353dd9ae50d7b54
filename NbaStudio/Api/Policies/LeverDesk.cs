using System.Globalization;
using System.Runtime.CompilerServices;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Levers over the engine's comparison of decisions.</summary>
internal sealed class LeverDesk(NbaEngine engine, ChangeEffects effects, TimeProvider time) : ILeverDesk
{
    // One estimate at a time: it takes a core, and decisions come first.
    private readonly SemaphoreSlim _turns = new(1);

    public LeverBoard Read(PolicySnapshot policy, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var document = policy.Document;
        var rows = new List<LeverRow>();
        foreach (var objective in document.Objectives)
        {
            var top = Add("objective", objective.Id, objective.Key, objective.Label, -1, objective.Lever, State(Activity.Of(objective)));
            foreach (var group in objective.Groups)
            {
                var middle = Add("group", group.Id, group.Key, group.Label, top, group.Lever, State(Activity.Of(objective, group)));
                foreach (var action in group.Actions)
                {
                    Add("action", action.Id, action.Key, action.Label, middle, action.Lever, State(Activity.Of(objective, group, action)) ?? (action.Class == "service" ? "service" : null));
                }
            }
        }

        return new LeverBoard(rows, [.. document.ContextWeights.Select(w => new ContextWeightRow(IdOf(w), w.When, PolicyViews.Scope(policy, w.Scope, language)?.Label ?? "", w.Weight))]);

        static string? State(Activity activity) => activity.Kind switch { ActivityKind.Archived => "archived", ActivityKind.Paused => "paused", _ => null };

        int Add(string kind, string id, int? key, IReadOnlyDictionary<string, string>? label, int parent, double lever, string? state)
        {
            rows.Add(new LeverRow(kind, id, key ?? 0, new LabelSnapshot(id, policy.DefaultLanguage, label).In(language), parent, lever, state));
            return rows.Count - 1;
        }
    }

    public IAsyncEnumerable<LeverEffect> EstimateAsync(
        PolicySnapshot policy, IReadOnlyList<LeverSetting> settings, string language, Caller who, CancellationToken cancellationToken = default)
    {
        // Here and not in the iterator, so that a refusal does not wait for the first figure.
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(settings);
        return EffectsAsync(policy, settings, language, !who.Has(Scopes.Sensitive), cancellationToken);
    }

    private async IAsyncEnumerable<LeverEffect> EffectsAsync(
        PolicySnapshot policy, IReadOnlyList<LeverSetting> settings, string language, bool hides, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            // Compiling a large policy takes a while: not on the page's thread.
            var changed = await Task.Run(() => PolicyCompiler.Compile(With(policy.Document, settings), 1, time.GetUtcNow(), policy).Snapshot, cancellationToken);
            if (changed is null || engine.Policy is not { } before)
            {
                yield break;
            }

            var hidden = engine.HiddenFrom(hides, changed);
            await foreach (var effect in engine.CompareAsync(changed, ChangeEffects.Sample, cancellationToken))
            {
                yield return new LeverEffect(effects.View(effect, before, changed, hidden, language), Shares(effect, before, changed));
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The document with other levers and weights.</summary>
    internal static PolicyDocument With(PolicyDocument document, IReadOnlyList<LeverSetting> settings)
    {
        var values = settings.ToDictionary(s => (s.Kind, s.Id), s => s.Value);
        return document with
        {
            Objectives = ScenarioPolicy.WithLevers(document.Objectives, o => Of("objective", o.Id, o.Lever), g => Of("group", g.Id, g.Lever), a => Of("action", a.Id, a.Lever)),
            ContextWeights = ItemList.Each(document.ContextWeights, w => Of("contextWeight", IdOf(w), w.Weight) is var weight && weight == w.Weight ? w : w with { Weight = weight }),
        };

        double Of(string kind, string id, double now) => values.TryGetValue((kind, id), out var value) ? value : now;
    }

    private static Dictionary<int, (int Before, int After)> Shares(Engine.Serving.ChangeEffect effect, PolicySnapshot before, PolicySnapshot after)
    {
        var shares = new Dictionary<int, (int Before, int After)>();
        foreach (var shift in effect.Actions)
        {
            // Its place in the policy that is looked at; an action that only the policy in force has, where it stands there.
            var policy = after.ActionIndexOfKey(shift.ActionKey) >= 0 ? after : before;
            if (policy.ActionIndexOfKey(shift.ActionKey) is not (>= 0 and var index))
            {
                continue;
            }

            var action = policy.Actions[index];
            foreach (var key in new[] { action.Key, policy.Groups[action.Group].Key, policy.Objectives[action.Objective].Key })
            {
                var known = shares.GetValueOrDefault(key);
                shares[key] = (known.Before + shift.Before, known.After + shift.After);
            }
        }

        return shares;
    }

    private static string IdOf(ContextWeightDocument weight) => (weight.Key ?? 0).ToString(CultureInfo.InvariantCulture);
}
