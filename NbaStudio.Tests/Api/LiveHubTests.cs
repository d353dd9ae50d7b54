using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Tests.Api;

/// <summary>The live stream over a plain web socket, as a dashboard of any language would read it.</summary>
public sealed class LiveHubTests : IAsyncLifetime
{
    private const char End = '\u001e';

    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Connected_GetsDecisionsAndCounters()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(_api.Server.Address.ToString().Replace("http", "ws", StringComparison.Ordinal) + "hubs/live"), limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"json","version":1}{{End}}"""), WebSocketMessageType.Text, true, limit.Token);
        await _api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""");
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        var id = decision.GetProperty("decisionId").GetString();

        var (seen, counted) = (false, false);
        await foreach (var message in ReadAsync(socket, limit.Token))
        {
            if (!message.TryGetProperty("target", out var target))
            {
                continue;
            }

            var argument = message.GetProperty("arguments")[0];
            seen |= target.GetString() == "decisions" && argument.EnumerateArray().Any(row => row.GetProperty("decisionId").GetString() == id && row.GetProperty("channel").GetString() == "web");
            counted |= target.GetString() == "counters" && argument.GetProperty("decisions").GetInt64() == 1;
            if (seen && counted)
            {
                break;
            }
        }

        (seen, counted).ShouldBe((true, true));
    }

    [Fact]
    public async Task Connected_GetsHowFarASimulationIsUntilItsEnd()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(_api.Server.Address.ToString().Replace("http", "ws", StringComparison.Ordinal) + "hubs/live"), limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"json","version":1}{{End}}"""), WebSocketMessageType.Text, true, limit.Token);
        await _api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""");
        await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        var (_, started) = await _api.PostAsync("/api/v1/simulations", "{}");
        var id = started.GetProperty("id").GetString();

        var told = new List<(string State, int Done, int Of)>();
        await foreach (var message in ReadAsync(socket, limit.Token))
        {
            if (message.TryGetProperty("target", out var target) && target.GetString() == "simulation" && message.GetProperty("arguments")[0] is var run && run.GetProperty("id").GetString() == id)
            {
                told.Add((run.GetProperty("state").GetString()!, run.GetProperty("done").GetInt32(), run.GetProperty("of").GetInt32()));
                if (told[^1].State is "done" or "failed")
                {
                    break;
                }
            }
        }

        told.Count.ShouldBeGreaterThan(1, "its way is told, not its end alone");
        told[^1].ShouldBe(("done", 1, 1));
        told.SkipLast(1).ShouldAllBe(t => t.State == "reading" || t.State == "running");
    }

    [Fact]
    public async Task Connect_FromAForeignPage_IsRefused()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var address = new Uri(_api.Server.Address.ToString().Replace("http", "ws", StringComparison.Ordinal) + "hubs/live");

        (await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None))).Message.ShouldContain("403");
    }

    private static async IAsyncEnumerable<JsonElement> ReadAsync(ClientWebSocket socket, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, stop);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            for (var end = text.ToString().IndexOf(End, StringComparison.Ordinal); end >= 0; end = text.ToString().IndexOf(End, StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(text.ToString(0, end));
                text.Remove(0, end + 1);
                yield return document.RootElement.Clone();
            }
        }
    }
}
