using System.Globalization;
using System.Text.Json;
using NbaStudio.Api.Models;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Starts;

/// <summary>Sends a file to a running hub, from which it starts a treatment's models.</summary>
internal sealed class ModelStartCommand : ICommand
{
    public string Verb => "model start";

    public string Summary => "Starts a treatment's models from the rows of a CSV file.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("file", "FILE", $"CSV with a header row; {StartLimits.FewestRows} to {StartLimits.MostRows} rows.", Required: true),
        new("treatment", "ID", "The treatment in the live policy.", Required: true),
        new("target", "COLUMN", "Column of the outcome.", Required: true),
        new("positive", "VALUE", "What stands there for a success.", Required: true),
        new("map", "PREDICTOR=COLUMN", "Where the names differ, such as customer.age=years; nothing after = leaves a predictor out.", Many: true),
        new("head", "KIND", "engagement, conversion or harm. Default: the primary head."),
        new("effective", "NUMBER", $"How many responses the rows count for together, {StartLimits.LeastEffective} to {StartLimits.MostEffective}. Default {StartLimits.StandardEffective}."),
        new("dry-run", null, "Only says what would be learned."),
        new("again", null, "Takes a file that was taken before once more."),
        .. HubClient.Options,
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var path = context.ExistingFile("file");
        if (new FileInfo(path).Length is var size and > IFileTrials.MaximumBytes)
        {
            throw new CommandException($"--file {path} has {size} bytes; at most {IFileTrials.MaximumBytes} are allowed.");
        }

        var query = new List<string> { Pair("target", context.Get("target")), Pair("positive", context.Get("positive")), Pair("name", Path.GetFileName(path)) };
        query.AddRange(context.FindMany("map").Select(map => Pair("map", map)));
        query.AddRange(new[] { "head", "effective" }.Where(context.Has).Select(option => Pair(option, context.Get(option))));
        query.AddRange(context.Has("dry-run") ? ["dryRun=true"] : Array.Empty<string>());
        query.AddRange(context.Has("again") ? ["again=true"] : Array.Empty<string>());
        using var hub = HubClient.Of(context);

        // Asked again after a lost answer, the same start must not be taken for a second one.
        var answer = await hub.SendAsync(
            HttpMethod.Post, $"api/v1/models/{Uri.EscapeDataString(context.Get("treatment"))}/start?{string.Join('&', query)}", await File.ReadAllBytesAsync(path, stop), stop,
            "model-start-" + Guid.NewGuid().ToString("N"), ModelStartEndpoints.Csv);
        if (!answer.IsSuccess)
        {
            await context.WriteAsync(new { Started = false, Errors = answer.Errors() }, $"Nothing was started: {answer.Explain()}");
            return 1;
        }

        var started = answer.Json().Deserialize<ModelStartAnswer>(HubJson.Options)!;
        await context.WriteAsync(started, Text(started));
        return 0;
    }

    private static string Text(ModelStartAnswer answer)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{answer.Rows:N0} rows, {answer.Positives:N0} successes ({(double)answer.Positives / answer.Rows:P2}){(answer.Skipped == 0 ? "" : $"; {answer.Skipped:N0} rows without an outcome or unreadable left out")}"),
            "Learned from: " + string.Join(", ", answer.Columns.Select(Column)),
        };
        if (answer.Ignored.Count > 0)
        {
            lines.Add("Ignored columns: " + string.Join(", ", answer.Ignored));
        }

        if (answer.WithoutColumn.Count > 0)
        {
            lines.Add("Predictors without a column: " + string.Join(", ", answer.WithoutColumn));
        }

        if (answer.Trial is { } trial)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"AUC {trial.Auc:0.000}, log loss {trial.LogLoss:0.00000} (base rate {trial.BaseRateLogLoss:0.00000}): {(trial.Learns ? "better than one rate for all, beyond chance" : "nothing that chance does not explain")}"));
        }

        lines.Add(answer.Started
            ? string.Create(CultureInfo.InvariantCulture, $"The models of {answer.Treatment} are started; the file counts for {answer.CountsFor:N0} responses.")
            : string.Create(CultureInfo.InvariantCulture, $"Nothing was changed. The file would count for {answer.CountsFor:N0} responses."));
        return string.Join("\n", lines);
    }

    private static string Column(ModelStartColumn column) =>
        (column.Column == column.Predictor ? column.Predictor : $"{column.Predictor} ({column.Column})") + (column.Unreadable == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" [{column.Unreadable:N0} cells unreadable]"));

    private static string Pair(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";
}
