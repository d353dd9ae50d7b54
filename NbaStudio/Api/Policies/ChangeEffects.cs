using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>What a change would turn, with names in place of keys.</summary>
internal sealed class ChangeEffects(ChangeDesk changes, TimeProvider time)
{
    /// <summary>Decisions compared.</summary>
    public const int Sample = 2_000;

    /// <summary>Customers looked at.</summary>
    public const int Customers = 1_000;

    /// <summary>The policy as a change would make it; null when there is no such change or it cannot be compiled.</summary>
    public async Task<PolicySnapshot?> OpenAsync(string change, CancellationToken stop)
    {
        try
        {
            return await changes.DraftAsync(change, stop) is { } document ? PolicyCompiler.Compile(document, 1, time.GetUtcNow()).Snapshot : null;
        }
        catch (ProblemException)
        {
            // Its items do not make a document: the Publish page lists why, an editor shows what is published.
            return null;
        }
    }

    /// <param name="hidden">What the reader may not see: whom a flip is about must not tell it.</param>
    public EffectView View(ChangeEffect effect, PolicySnapshot before, PolicySnapshot after, HiddenAttributes hidden, string language)
    {
        ChoiceFlip[] flips = [.. effect.Flips.Select(f => f.HangsOn(hidden, before, after) ? f.WithoutExample() : f)];
        return new EffectView(
            effect with { Flips = flips }, [.. effect.Actions.Select(a => Name(a.ActionKey)!)],
            [.. flips.Select(f => (Name(f.From), Name(f.To), f.Reason == DropReason.None ? null : LiveDecisions.ReasonOf(f.Reason)))])
        {
            Watched = [.. effect.Fairness.Select(f => after.Attributes.FirstOrDefault(a => a.Name == f.Attribute)?.Label.In(language) ?? f.Attribute)],
            Missing = [.. effect.Missing.Select(m => InputNames.Of(after, m, language))],
            Budgets = [.. effect.Budgets.Select(key => after.Budgets.First(b => b.Key == key)).Select(b => (b.Id, b.Label.In(language)))],
        };

        string? Name(int? key) => key is null ? null
            : (Find(after, key.Value) ?? Find(before, key.Value))?.Label.In(language) ?? key.ToString();

        static ActionSnapshot? Find(PolicySnapshot policy, int key) => policy.ActionIndexOfKey(key) is var index and >= 0 ? policy.Actions[index] : null;
    }
}
