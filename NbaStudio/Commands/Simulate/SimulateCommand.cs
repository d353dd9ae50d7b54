using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Api.Simulations;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Simulate;

/// <summary>Lets a running hub decide recorded decisions again under a scenario, and says what that would turn.</summary>
internal sealed class SimulateCommand : ICommand
{
    // What a run does not have is left out of the answer.
    private static readonly JsonSerializerOptions Reading = new(HubJson.Options) { RespectRequiredConstructorParameters = false };

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public string Verb => "simulate";

    public string Summary => "Decides recorded decisions again under a scenario: what would be chosen, what the models say of it, whether recorded answers confirm it.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("scenario", "FILE", "JSON as for POST /api/v1/simulations, such as {\"objectives\":{\"retain\":1.5}}.", Required: true),
        new("days", "N", "Decisions of the last N days. Default: as the file says, else 14."),
        .. HubClient.Options,
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        using var hub = HubClient.Of(context);
        var answer = await hub.SendAsync(HttpMethod.Post, "api/v1/simulations", await BodyAsync(context, stop), stop, "simulate-" + Guid.NewGuid().ToString("N"));
        if (!answer.IsSuccess)
        {
            await context.WriteAsync(new { Started = false, Errors = answer.Errors() }, $"Nothing was simulated: {answer.Explain()}");
            return 1;
        }

        var run = Read(answer);
        try
        {
            using var bar = context.Progress("Deciding again");
            while (run.State is not ("done" or "failed" or "cancelled"))
            {
                await Task.Delay(Pause, stop);
                run = Read(await hub.GetAsync("api/v1/simulations/" + run.Id, stop));
                bar.Report(run.Done);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever breaks off here wants the hub to stop as well.
            await hub.SendAsync(HttpMethod.Delete, "api/v1/simulations/" + run.Id, null, CancellationToken.None);
            throw;
        }

        await context.WriteAsync(run, run.Result is { } result ? Text(result) : $"The simulation {run.State}.");
        return run.Result is null ? 1 : 0;
    }

    private static async Task<byte[]> BodyAsync(CommandContext context, CancellationToken stop)
    {
        var path = context.ExistingFile("scenario");
        var bytes = await File.ReadAllBytesAsync(path, stop);
        if (!context.Has("days"))
        {
            return bytes;
        }

        try
        {
            var scenario = JsonNode.Parse(bytes) as JsonObject ?? throw new CommandException($"--scenario {path} is no JSON object.");
            scenario["days"] = context.Number("days", 14, 0.001, 400);
            return JsonSerializer.SerializeToUtf8Bytes(scenario);
        }
        catch (JsonException mistake)
        {
            throw new CommandException($"--scenario {path} is no JSON: {mistake.Message}");
        }
    }

    private static SimulationAnswer Read(HubAnswer answer) => answer.Json().Deserialize<SimulationAnswer>(Reading)!;

    private static string Text(SimulationResultAnswer result)
    {
        var (chosen, models, check) = (result.Chosen, result.ByModels, result.DataCheck);
        var lines = new List<string>
        {
            Line($"{result.Decisions:N0} decisions of {result.Customers:N0} customers{(result.InRange > result.Decisions ? Line($" (of {result.InRange:N0})") : "")}{(result.LeftOut > 0 ? Line($", {result.LeftOut:N0} left out") : "")}{(result.Simulated ? ", simulated data" : "")}, in {result.Seconds:0.0} s."),
            Line($"What would be chosen: {chosen.Changed:N0} decisions change ({(double)chosen.Changed / Math.Max(1, result.Decisions):P1}), of {chosen.CustomersChanged:N0} customers. Silent {chosen.Silence.Today:P1} -> {chosen.Silence.Scenario:P1}; contacts per customer {chosen.ContactsPerCustomer.Today:0.00} -> {chosen.ContactsPerCustomer.Scenario:0.00}."),
            Line($"By the models: value per decision {models.ValuePerDecision.Today:0.####} -> {models.ValuePerDecision.Scenario:0.####} ({Signed(models.ValuePerDecision)}).")
                + (models.AcceptancePerContact is { } acceptance ? Line($" Acceptance per contact {acceptance.Today:P2} -> {acceptance.Scenario:P2}.") : ""),
            "Recorded answers: " + (check.ValuePerDecision is { } d ? Line($"{d.Difference:+0.####;-0.####} per decision of this time in slot 1, 95 % from {d.Low:0.####} to {d.High:0.####}.") : Refusal(check)),
        };
        if (result.Budgets is { Count: > 0 } budgets)
        {
            lines.Insert(1, $"Budgets that differ: {string.Join(", ", budgets.Select(b => $"{b.Id} ({b.Change})"))}. What is left of all budgets follows from the choices in the order of time, on both sides.");
        }

        lines.AddRange(chosen.Flips.Take(10).Select(f => Line($"  {f.Decisions,8:N0}  {Name(f.From, f.FromTreatment, f)} -> {Name(f.To, f.ToTreatment, f)}  ({f.Cause}{(f.Example is { } example ? ", such as " + example : "")})")));
        lines.AddRange((result.Front ?? []).Where(f => f.IsBest).Select(f => Line($"  front: {f.First}{(f.Second is { } s ? Line($", {s}") : "")}: acceptance {f.AcceptancePerContact:P2}, value {f.ValuePerDecision:0.####}")));
        return string.Join(Environment.NewLine, lines);
    }

    // Where an action takes its own place it is the treatment that changes.
    private static string Name(string? action, string? treatment, FlipAnswer flip) => action is null ? "silence" : flip.From == flip.To && treatment is not null ? treatment : action;

    private static string Refusal(DataCheckAnswer check) => check.Verdict switch
    {
        "nothingChanges" => "slot 1 stays as it is; there is nothing to confirm.",
        "tooEarly" => "they cannot confirm it yet: no decision of this time has a known answer.",
        "neverLogged" => Line($"they cannot confirm it: {check.Unsupported:P0} of what would be chosen was never drawn. It takes more exploration, not more decisions."),
        "mismatch" => "they cannot confirm it: what was drawn does not fit the recorded probabilities.",
        "fewCustomers" => Line($"they cannot confirm it yet: they come from too few customers. It takes known answers of at least {check.MoreCustomers:N0} more."),
        _ when check.MoreDecisions is { } more => Line($"they cannot confirm it yet; about {more:N0} more decisions with known answers would ({check.Verdict})."),
        _ => $"they cannot confirm it ({check.Verdict}).",
    };

    private static string Signed(PairAnswer pair) => pair.Low is { } low && pair.High is { } high
        ? Line($"{pair.Difference:+0.####;-0.####;0}, 95 % of the models' draws from {low:0.####} to {high:0.####}") : Line($"{pair.Difference:+0.####;-0.####;0}");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
