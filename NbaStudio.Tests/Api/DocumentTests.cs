using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NbaStudio.Demo.Policy;

namespace NbaStudio.Tests.Api;

/// <summary>Runs every curl line of docs/api.md, in its order, against the hub with the demo's policy.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public async Task Examples_InTheirOrder_AllSucceed()
    {
        await using var api = await ApiServer.StartAsync(DemoPolicy.Create());
        var commands = Commands();
        commands.Count.ShouldBeGreaterThan(15);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["hat.png"] = Support.SamplePictures.Point };
        foreach (var command in commands)
        {
            var call = Parse(known.Aggregate(command, (text, entry) => text.Replace(entry.Key, entry.Value, StringComparison.Ordinal)));
            using var request = new HttpRequestMessage(call.Method, call.Path);
            if (call.Data is { } data)
            {
                request.Content = new ByteArrayContent(data is ['@', ..] ? files[data[1..]] : Encoding.UTF8.GetBytes(data));
            }

            foreach (var (name, value) in call.Headers)
            {
                (request.Content?.Headers.TryAddWithoutValidation(name, value) ?? false).ShouldBe(name == "Content-Type" && request.Content is not null);
                if (name != "Content-Type")
                {
                    request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
                }
            }

            using var response = await api.Server.Http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            ((int)response.StatusCode).ShouldBeInRange(200, 299, $"{command}\n{Encoding.UTF8.GetString(body)}");
            if (call.Output is { } file)
            {
                files[file] = body;
            }
            else
            {
                Learn(body, known);
            }
        }

        known.Keys.ShouldBe(["$DECISION", "$TOKEN", "$CHANGE", "$HASH", "$PICTURE"], ignoreOrder: true);
    }

    private static void Learn(byte[] body, Dictionary<string, string> known)
    {
        if (body.Length == 0)
        {
            return;
        }

        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (document.RootElement.TryGetProperty("actions", out var actions) && document.RootElement.TryGetProperty("decisionId", out var decision))
        {
            actions.GetArrayLength().ShouldBeGreaterThan(0);
            known["$DECISION"] = decision.GetString()!;
            known["$TOKEN"] = actions[0].GetProperty("trackingToken").GetString()!;
        }

        if (document.RootElement.TryGetProperty("usedBy", out _))
        {
            known["$PICTURE"] = document.RootElement.GetProperty("id").GetString()!;
        }

        if (document.RootElement.TryGetProperty("change", out var change) && change.ValueKind == JsonValueKind.Object)
        {
            known["$CHANGE"] = change.GetProperty("id").GetString()!;
            known["$HASH"] = document.RootElement.GetProperty("contentHash").GetString()!;
        }
    }

    private static List<string> Commands()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "api.md"));
        return [.. Blocks().Matches(text).SelectMany(block => Starts().Split(block.Groups[1].Value).Where(command => command.Length > 0))];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NbaStudio.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found.");
        }

        return folder.FullName;
    }

    private static (HttpMethod Method, string Path, string? Data, string? Output, List<(string, string)> Headers) Parse(string command)
    {
        var words = Words().Matches(command).Select(word => word.Value.Trim('\'')).Skip(1).ToList();
        var (method, path, data, output, headers) = (HttpMethod.Get, "", (string?)null, (string?)null, new List<(string, string)>());
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "-X":
                    method = new HttpMethod(words[++i]);
                    break;
                case "-d" or "--data-binary":
                    data = words[++i];
                    break;
                case "-o":
                    output = words[++i];
                    break;
                case "-H":
                    var header = words[++i].Split(": ");
                    headers.Add((header[0], header[1]));
                    break;
                default:
                    path = new Uri(words[i]).PathAndQuery;
                    break;
            }
        }

        return (method, path, data, output, headers);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("(?m)^(?=curl )")]
    private static partial Regex Starts();

    [GeneratedRegex("'[^']*'|[^\\s']+")]
    private static partial Regex Words();
}
