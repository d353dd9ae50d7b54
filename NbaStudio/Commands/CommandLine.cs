using Microsoft.Data.Sqlite;
using NbaStudio.Configuration;

namespace NbaStudio.Commands;

/// <summary>Finds the verb, reads its options and runs it.</summary>
public sealed class CommandLine(IReadOnlyList<ICommand> commands, TextWriter output, TextWriter error, bool terminal)
{
    private static readonly CommandOption[] Common =
    [
        new("json", null, "Result as JSON, for programs."),
        new("help", null, "Shows this text."),
    ];

    /// <summary>True where the arguments name a verb or ask for help; else they start the hub.</summary>
    public static bool Takes(string[] args) =>
        args.Length > 0 && (args[0] is "--help" or "-h" || (!args[0].StartsWith('-') && !args[0].StartsWith('/') && !args[0].Contains('=')));

    /// <summary>Runs on the process's console.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        return await new CommandLine(StudioCommands.All, Console.Out, Console.Error, !Console.IsErrorRedirected).RunAsync(args, stop.Token);
    }

    public async Task<int> RunAsync(string[] args, CancellationToken stop)
    {
        if (args[0] is "--help" or "-h" or "help")
        {
            await output.WriteLineAsync(Overview());
            return 0;
        }

        try
        {
            var command = Find(args);
            var words = args.Skip(command.Verb.Split(' ').Length).ToArray();
            if (words.Contains("--help") || words.Contains("-h"))
            {
                await output.WriteLineAsync(Help(command));
                return 0;
            }

            return await RunAsync(command, words, stop);
        }
        catch (CommandException mistake)
        {
            await error.WriteLineAsync(mistake.Message);
            return mistake.ExitCode;
        }
        catch (ConfigurationMistakesException mistakes)
        {
            await error.WriteLineAsync(mistakes.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped.");
            return 2;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or SqliteException)
        {
            await error.WriteLineAsync($"Cannot run: {failure.Message}");
            return 2;
        }
    }

    private async Task<int> RunAsync(ICommand command, string[] words, CancellationToken stop)
    {
        var (argument, options, settings) = Parse(command, words);
        using var services = new CommandServices(settings);
        var context = new CommandContext(argument, options, options.ContainsKey("json"), output, error, terminal, () => services.Open(stop), services.Place);
        return await command.RunAsync(context, stop);
    }

    private ICommand Find(string[] args)
    {
        var match = commands.Where(command => command.Verb.Split(' ') is var verb && args.Length >= verb.Length && verb.SequenceEqual(args.Take(verb.Length)))
            .MaxBy(command => command.Verb.Length);
        if (match is not null)
        {
            return match;
        }

        var written = string.Join(' ', args.TakeWhile(word => !word.StartsWith('-')).Take(2));
        var near = NearestName.Find(written, commands.Select(command => command.Verb)) ?? commands.FirstOrDefault(command => command.Verb.StartsWith(args[0] + " ", StringComparison.Ordinal))?.Verb;
        throw new CommandException($"There is no verb '{written}'.{(near is null ? "" : $" Did you mean '{near}'?")} All verbs: --help");
    }

    private static (string? Argument, Dictionary<string, IReadOnlyList<string>> Options, List<string> Settings) Parse(ICommand command, string[] words)
    {
        string? argument = null;
        Dictionary<string, IReadOnlyList<string>> options = [];
        List<string> settings = [];
        var known = command.Options.Concat(Common).ToDictionary(option => option.Name);
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                argument = command.Argument is not null && argument is null ? words[i] : throw new CommandException($"'{words[i]}' is not expected.\n{Help(command)}");
                continue;
            }

            var (name, value) = words[i][2..].Split('=', 2) is [var left, var right] ? (left, right) : (words[i][2..], null);
            var isSetting = name.Contains(':');
            if (!isSetting && !known.ContainsKey(name))
            {
                var near = NearestName.Find(name, known.Keys);
                throw new CommandException($"There is no option --{name}.{(near is null ? "" : $" Did you mean --{near}?")}\n{Help(command)}");
            }

            if (!isSetting && known[name].Value is null)
            {
                options[name] = value is null ? ["true"] : throw new CommandException($"--{name} takes no value.");
                continue;
            }

            value ??= ++i < words.Length && !words[i].StartsWith("--", StringComparison.Ordinal) ? words[i] : throw new CommandException($"--{name} needs a value.");
            if (isSetting)
            {
                settings.Add($"--{name}={value}");
            }
            else if (!options.TryGetValue(name, out var before))
            {
                options[name] = [value];
            }
            else
            {
                options[name] = known[name].Many ? [.. before, value] : throw new CommandException($"--{name} is given twice.");
            }
        }

        if (command.Argument is not null && argument is null)
        {
            throw new CommandException($"{command.Argument} is missing.\n{Help(command)}");
        }

        var missing = command.Options.Where(option => option.Required && !options.ContainsKey(option.Name)).Select(option => $"--{option.Name}").ToList();
        return missing.Count == 0 ? (argument, options, settings) : throw new CommandException($"Missing: {string.Join(", ", missing)}\n{Help(command)}");
    }

    private string Overview()
    {
        var width = commands.Max(command => command.Verb.Length) + 2;
        var verbs = commands.OrderBy(command => command.Verb, StringComparer.Ordinal).Select(command => $"  {command.Verb.PadRight(width)}{command.Summary}");
        return $"""
            NBA Studio. Without a verb it starts the hub.

            Verbs (each has --help and --json):
            {string.Join("\n", verbs)}

            Settings of appsettings.json can follow any verb, such as --Nba:DataFolder FOLDER.
            Exit codes: 0 done, 1 problems found, 2 could not run.
            """;
    }

    private static string Help(ICommand command)
    {
        var shown = command.Options.Concat(Common).Select(option => (Left: $"--{option.Name}{(option.Value is null ? "" : $" {option.Value}")}", Option: option)).ToList();
        var width = shown.Max(pair => pair.Left.Length) + 2;
        var lines = shown.Select(pair => $"  {pair.Left.PadRight(width)}{pair.Option.Meaning}{(pair.Option.Required ? " Required." : "")}{(pair.Option.Many ? " May be repeated." : "")}");
        return $"{command.Verb}{(command.Argument is null ? "" : $" {command.Argument}")}: {command.Summary}\n{string.Join("\n", lines)}";
    }
}
