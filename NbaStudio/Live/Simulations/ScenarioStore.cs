using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Simulations;

/// <summary>Scenarios that people saved, in the console's data. Thread safe.</summary>
internal sealed class ScenarioStore(ConsoleSettings settings, TimeProvider time)
{
    /// <summary>What the names of such settings begin with.</summary>
    public const string Prefix = "scenario.";

    public async Task<IReadOnlyList<SavedScenario>> ReadAsync(CancellationToken stop) =>
        [.. (await settings.ListAsync(Prefix, stop)).Select(s => JsonSerializer.Deserialize<SavedScenario>(s.Value, HubJson.Options)!).OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase)];

    public async Task<SavedScenario> SaveAsync(Scenario scenario, string who, CancellationToken stop)
    {
        var name = scenario.Name!.Trim();
        var saved = new SavedScenario(IdOf(name), name, scenario with { Name = name }, who, time.GetUtcNow());
        await settings.SetAsync(Prefix + saved.Id, JsonSerializer.Serialize(saved, HubJson.Options), who, stop);
        return saved;
    }

    public Task<bool> ForgetAsync(string id, string who, CancellationToken stop) => settings.RemoveAsync(Prefix + id, who, stop);

    /// <summary>A short id that is the same for the same name.</summary>
    public static string IdOf(string name) => Engine.Arbitration.StableHash.Of(name.ToUpperInvariant()).ToString("x16", System.Globalization.CultureInfo.InvariantCulture)[..10];
}
