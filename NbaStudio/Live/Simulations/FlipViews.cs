using NbaStudio.Engine;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Runtime;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Simulations;

/// <summary>Who stands behind the flips of a run.</summary>
internal static class FlipViews
{
    /// <param name="hides">Whether the reader may not see sensitive attributes.</param>
    /// <returns>Empty before the run's end.</returns>
    public static async Task<IReadOnlyList<FlipView>> ReadAsync(NbaEngine engine, SimulationRun run, bool hides, CancellationToken stop)
    {
        // What is sensitive in one of them is hidden in all.
        var hidden = hides ? HiddenAttributes.Of(run.Today, run.Changed, engine.Policy) : HiddenAttributes.None;
        var views = new List<FlipView>();
        foreach (var flip in run.Outcome?.Result.Flips ?? [])
        {
            if (flip.HangsOn(hidden, run.Today, run.Changed))
            {
                views.Add(new FlipView(flip.WithoutExamples(), [], true));
                continue;
            }

            var customers = new List<FlipCustomer>();
            foreach (var decision in flip.Examples)
            {
                stop.ThrowIfCancellationRequested();
                customers.Add(new FlipCustomer(decision.ToString(), await IdOfAsync(engine, decision)));
            }

            views.Add(new FlipView(flip, customers, false));
        }

        return views;
    }

    private static async Task<string?> IdOfAsync(NbaEngine engine, DecisionId decision)
    {
        try
        {
            return await engine.ReadCustomerAsync(decision.Customer, state => state.PrimaryId);
        }
        catch (CustomerGoneException)
        {
            return null;
        }
    }
}
