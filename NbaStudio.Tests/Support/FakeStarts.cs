using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Starts that are noted and not done, for tests of the page "Try a file".</summary>
public sealed class FakeStarts : IModelStarts
{
    /// <summary>What was asked for, oldest first.</summary>
    public List<(string Treatment, StartSettings Settings)> Asked { get; } = [];

    /// <summary>Found by every check.</summary>
    public List<StartIssue> Issues { get; } = [];

    public bool Fails { get; set; }

    public IReadOnlyList<StartTarget> Targets(string language) =>
        [new("gift-app", "Thank-you 2 GB, App", HeadKind.Engagement, []), new("new-web", "New handset, Web", HeadKind.Engagement, [HeadKind.Conversion, HeadKind.Harm])];

    public IReadOnlyList<StartPredictor> Predictors(string language) => [new("customer.age", "Age"), new("customer.plan", "Plan"), new("customer.fee", "Fee")];

    public IReadOnlyDictionary<string, string> Guess(IEnumerable<string> columns) =>
        Predictors("en").Select(p => (p.Name, Column: columns.FirstOrDefault(c => "customer." + c == p.Name))).Where(p => p.Column is not null).ToDictionary(p => p.Name, p => p.Column!);

    public Task<StartCheck> CheckAsync(string path, StartSettings settings, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Fails ? throw new InvalidOperationException("The hub is away.") : Task.FromResult(new StartCheck(Issues, 3_000, 900, 4, [.. settings.Map.Select(m => new StartColumn(m.Column, m.Predictor, 3_000, 0))], ["id"], ["customer.fee"], null));

    public async Task<StartAnswer> StartAsync(string treatmentId, string path, string name, StartSettings settings, Caller who, CancellationToken cancellationToken = default)
    {
        Asked.Add((treatmentId, settings));
        var start = new FileStart(1_795_000_000_000, who.Name, name, 7, 3_000, 900, settings.Effective, settings.Map.Count);
        var isSecond = Asked.Count(a => a.Treatment == treatmentId) > 1 && !settings.Again;
        return new StartAnswer(await CheckAsync(path, settings, null, cancellationToken), new ModelStartReply(isSecond ? ModelStartOutcome.SameFile : ModelStartOutcome.Started, start, FakeModels.Details(0, "en").Report));
    }
}
