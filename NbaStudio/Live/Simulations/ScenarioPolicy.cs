using System.Globalization;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Simulations;

/// <summary>Makes a policy of a scenario, or says everything that is wrong with it. Pure.</summary>
internal static class ScenarioPolicy
{
    /// <summary>Settings of a sweep of one lever, and of each of two.</summary>
    private const int Settings = 17;
    private const int SettingsOfTwo = 8;

    private const double MostLever = 10;

    /// <summary>Allowed numbers of a cap.</summary>
    public const int FewestInCap = 1;

    /// <inheritdoc cref="FewestInCap"/>
    public const int MostInCap = 200;

    private const int LongestName = 100;

    /// <summary>Measures that a front may weigh beside acceptance and value.</summary>
    public static IReadOnlyDictionary<string, FrontMeasure> Measures { get; } =
        new Dictionary<string, FrontMeasure>(StringComparer.Ordinal) { ["contacts"] = FrontMeasure.Contacts, ["silence"] = FrontMeasure.Silence };

    /// <summary>What is wrong with a scenario; empty = nothing.</summary>
    /// <param name="document">The policy that it changes.</param>
    public static IReadOnlyList<FieldError> Check(PolicyDocument document, Scenario scenario)
    {
        var errors = new List<FieldError>();
        Range("days", scenario.Days, double.Epsilon, 400, "a number above 0 and up to 400");
        Range("most", scenario.Most, 1, WhatIfRange.Limit, $"a number from 1 to {WhatIfRange.Limit}");
        Range("silenceThreshold", scenario.SilenceThreshold, 0, double.MaxValue, "a number of 0 or more");
        Range("minimumPropensity", scenario.MinimumPropensity, 0, 1, "a number from 0 to 1");
        Range("exploration", scenario.Exploration, 0, 0.5, "a number from 0 to 0.5");
        if (scenario.Name?.Trim().Length > LongestName)
        {
            errors.Add(new FieldError("name", $"The name has {scenario.Name.Trim().Length} characters.", $"up to {LongestName} characters"));
        }

        foreach (var (name, weight) in new[] { ("p", scenario.Weights?.P), ("c", scenario.Weights?.C), ("v", scenario.Weights?.V), ("l", scenario.Weights?.L) })
        {
            Range("weights." + name, weight, 0, 2, "a number from 0 to 2");
        }

        Levers("objectives", scenario.Objectives, [.. document.Objectives.Select(o => o.Id)]);
        Levers("groups", scenario.Groups, [.. document.Objectives.SelectMany(o => o.Groups).Select(g => g.Id)]);
        Levers("actions", scenario.Actions, [.. ActionsOf(document).Select(a => a.Id)]);
        Levers("contextWeights", scenario.ContextWeights, [.. document.ContextWeights.Select(KeyOf)]);
        foreach (var (id, limit) in scenario.Caps)
        {
            Range($"caps.{id}", limit, FewestInCap, MostInCap, $"a whole number from {FewestInCap} to {MostInCap}");
            Known("caps", id, [.. document.ContactPolicies.Where(IsCap).Select(c => c.Id)]);
        }

        foreach (var (id, limit) in scenario.Budgets)
        {
            var budget = document.Budgets.FirstOrDefault(b => b.Id == id);
            Range($"budgets.{id}", (double)limit, budget?.Unit == "count" ? 1 : 1e-9, 1e12, budget?.Unit == "count" ? "a number of 1 or more" : "a number above 0");
            Known("budgets", id, [.. document.Budgets.Select(b => b.Id)]);
        }

        if (scenario.Segment is { } segment && !document.Attributes.Any(a => a.Name == segment && !a.Sensitive))
        {
            // Results are read by everybody who may read policies: values of sensitive attributes are not among them.
            errors.Add(new FieldError("segment", $"There is no attribute '{segment}' that is not sensitive.", string.Join(", ", document.Attributes.Where(a => !a.Sensitive).Select(a => a.Name).Take(20))));
        }

        foreach (var (path, lever) in new[] { ("front.first", scenario.Front?.First), ("front.second", scenario.Front?.Second) })
        {
            if (lever is not null && !Has(document, lever))
            {
                errors.Add(new FieldError(path, $"There is no {lever.Kind} '{lever.Id}'.", "kind objective, group or action, and the id of one"));
            }
        }

        if (scenario.Front?.Third is { } third && !Measures.ContainsKey(third))
        {
            errors.Add(new FieldError("front.third", $"There is no measure '{(third.Length > 64 ? third[..64] : third)}'.", string.Join(", ", Measures.Keys)));
        }

        return errors;

        void Range(string path, double? value, double lowest, double highest, string allowed)
        {
            if (value is { } given && !(given >= lowest && given <= highest))
            {
                errors.Add(new FieldError(path, string.Create(CultureInfo.InvariantCulture, $"{path} is {given}."), allowed));
            }
        }

        void Levers(string path, IReadOnlyDictionary<string, double> levers, HashSet<string> known)
        {
            foreach (var (id, value) in levers)
            {
                Range($"{path}.{id}", value, 0, MostLever, "a number from 0 to 10");
                Known(path, id, known);
            }
        }

        void Known(string path, string id, HashSet<string> known)
        {
            if (!known.Contains(id))
            {
                errors.Add(new FieldError($"{path}.{id}", $"The policy has no '{id}' in {path}.", string.Join(", ", known.Take(20))));
            }
        }
    }

    /// <summary>The policy that a valid scenario makes.</summary>
    public static PolicyDocument Apply(PolicyDocument document, Scenario scenario) => document with
    {
        Arbitration = document.Arbitration with
        {
            Weights = scenario.Weights ?? document.Arbitration.Weights,
            SilenceThreshold = scenario.SilenceThreshold ?? document.Arbitration.SilenceThreshold,
            MinimumPropensity = scenario.MinimumPropensity ?? document.Arbitration.MinimumPropensity,
        },
        Channels = scenario.Exploration is { } exploration ? ItemList.Each(document.Channels, c => c.ExplorationBudget == exploration ? c : c with { ExplorationBudget = exploration }) : document.Channels,
        ContactPolicies = ItemList.Each(document.ContactPolicies, c => scenario.Caps.TryGetValue(c.Id, out var limit) && c.Limit != limit ? c with { Limit = limit } : c),
        Budgets = ItemList.Each(document.Budgets, b => scenario.Budgets.TryGetValue(b.Id, out var limit) && b.Limit != limit ? b with { Limit = limit } : b),
        ContextWeights = ItemList.Each(document.ContextWeights, w => scenario.ContextWeights.TryGetValue(KeyOf(w), out var weight) && w.Weight != weight ? w with { Weight = weight } : w),
        Objectives = WithLevers(
            document.Objectives, o => scenario.Objectives.GetValueOrDefault(o.Id, o.Lever), g => scenario.Groups.GetValueOrDefault(g.Id, g.Lever), a => scenario.Actions.GetValueOrDefault(a.Id, a.Lever)),
    };

    /// <summary>The hierarchy with other levers; items whose levers stay are the same objects.</summary>
    public static IReadOnlyList<ObjectiveDocument> WithLevers(
        IReadOnlyList<ObjectiveDocument> objectives, Func<ObjectiveDocument, double> ofObjective, Func<GroupDocument, double> ofGroup, Func<ActionDocument, double> ofAction) => ItemList.Each(objectives, o =>
        {
            var groups = ItemList.Each(o.Groups, g =>
            {
                var actions = ItemList.Each(g.Actions, a => ofAction(a) is var lever && lever == a.Lever ? a : a with { Lever = lever });
                return ofGroup(g) is var lever && lever == g.Lever && ReferenceEquals(actions, g.Actions) ? g : g with { Lever = lever, Actions = actions };
            });
            return ofObjective(o) is var lever && lever == o.Lever && ReferenceEquals(groups, o.Groups) ? o : o with { Lever = lever, Groups = groups };
        });

    /// <summary>The settings that a sweep tries, each as a scenario of its own: from a tenth to ten times as much as it stands, evenly on the logarithm, and as the scenario has it.</summary>
    public static IReadOnlyList<(double First, double? Second, Scenario Scenario)> Sweep(PolicyDocument document, Scenario scenario, FrontRequest front)
    {
        var first = Around(LeverOf(document, scenario, front.First), front.Second is null ? Settings : SettingsOfTwo);
        if (front.Second is not { } other)
        {
            return [.. first.Select(f => (f, (double?)null, With(scenario, front.First, f)))];
        }

        var second = Around(LeverOf(document, scenario, other), SettingsOfTwo);
        return [.. first.SelectMany(f => second.Select(s => (f, (double?)s, With(With(scenario, front.First, f), other, s))))];
    }

    /// <summary>The scenario with another lever.</summary>
    public static Scenario With(Scenario scenario, LeverName lever, double value) => lever.Kind switch
    {
        "objective" => scenario with { Objectives = Set(scenario.Objectives, lever.Id, value) },
        "group" => scenario with { Groups = Set(scenario.Groups, lever.Id, value) },
        _ => scenario with { Actions = Set(scenario.Actions, lever.Id, value) },
    };

    /// <summary>A lever as the scenario has it.</summary>
    public static double LeverOf(PolicyDocument document, Scenario scenario, LeverName lever) => lever.Kind switch
    {
        "objective" => scenario.Objectives.TryGetValue(lever.Id, out var set) ? set : document.Objectives.First(o => o.Id == lever.Id).Lever,
        "group" => scenario.Groups.TryGetValue(lever.Id, out var set) ? set : document.Objectives.SelectMany(o => o.Groups).First(g => g.Id == lever.Id).Lever,
        _ => scenario.Actions.TryGetValue(lever.Id, out var set) ? set : ActionsOf(document).First(a => a.Id == lever.Id).Lever,
    };

    /// <summary>Whether a contact policy allows a number in a window, which a scenario may set.</summary>
    public static bool IsCap(ContactPolicyDocument policy) => policy.Kind == "cap" && policy.Limit is not null;

    /// <summary>How a context weight is named: by its key.</summary>
    public static string KeyOf(ContextWeightDocument weight) => (weight.Key ?? 0).ToString(CultureInfo.InvariantCulture);

    private static bool Has(PolicyDocument document, LeverName lever) => lever.Kind switch
    {
        "objective" => document.Objectives.Any(o => o.Id == lever.Id),
        "group" => document.Objectives.Any(o => o.Groups.Any(g => g.Id == lever.Id)),
        "action" => ActionsOf(document).Any(a => a.Id == lever.Id),
        _ => false,
    };

    private static IEnumerable<ActionDocument> ActionsOf(PolicyDocument document) => document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions);

    private static Dictionary<string, double> Set(IReadOnlyDictionary<string, double> levers, string id, double value) => new(levers) { [id] = value };

    // The present setting is one of them, so that a front shows where one stands.
    private static List<double> Around(double now, int count)
    {
        var centre = now > 0 ? now : 1;
        var values = Enumerable.Range(0, count - 1).Select(i => Math.Min(MostLever, Math.Round(centre * Math.Pow(10, (2.0 * i / (count - 2)) - 1), 3))).Append(now);
        return [.. values.Distinct().Order()];
    }
}
