using System.Text.RegularExpressions;
using NbaStudio.Commands;
using NbaStudio.Configuration;

namespace NbaStudio.Tests.Import;

/// <summary>Every command that the tutorial lets people type exists, with its options.</summary>
public sealed class TutorialTests
{
    private const string Prefix = "dotnet run --project NbaStudio -c Release -- ";

    [Fact]
    public void Tutorial_EveryCommand_HasAVerbAndOptionsThatExist()
    {
        var commands = Commands();

        commands.Count.ShouldBeGreaterThan(10);
        foreach (var command in commands)
        {
            Mistake(command).ShouldBeNull(command);
        }
    }

    [Theory]
    [InlineData("import custmers --file x", "no verb")]
    [InlineData("import customers --fil x", "no option --fil")]
    [InlineData("import customers --map a=b", "--file is missing")]
    [InlineData("import customers --file", "--file has no value")]
    [InlineData("--Nba:Clok start=x", "no setting Nba:Clok")]
    public void Mistake_WrongCommand_IsFound(string command, string mistake) => Mistake(command).ShouldBe(mistake);

    private static List<string> Commands()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "tutorials", "your-data-in-ten-minutes.md"));
        return [.. Regex.Matches(text, "```sh\n(.*?)```", RegexOptions.Singleline).SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal)).Select(line => line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line)];
    }

    private static string? Mistake(string command)
    {
        var words = command.Split(' ');
        var verb = words[0].StartsWith('-') ? null : StudioCommands.All.Where(one => $"{command} ".StartsWith(one.Verb + " ", StringComparison.Ordinal)).MaxBy(one => one.Verb.Length);
        if (verb is null && !words[0].StartsWith('-'))
        {
            return "no verb";
        }

        HashSet<string> given = [];
        for (var i = verb?.Verb.Split(' ').Length ?? 0; i < words.Length; i++)
        {
            var name = words[i].TrimStart('-');
            given.Add(name);
            var option = verb?.Options.FirstOrDefault(one => one.Name == name);
            if (name.Contains(':') ? !SettingCatalog.All.Any(setting => setting.Key == name) : option is null)
            {
                return name.Contains(':') ? $"no setting {name}" : $"no option --{name}";
            }

            if ((option is null || option.Value is not null) && (++i >= words.Length || words[i].StartsWith('-')))
            {
                return $"--{name} has no value";
            }
        }

        return verb?.Options.FirstOrDefault(option => option.Required && !given.Contains(option.Name)) is { } missing ? $"--{missing.Name} is missing" : null;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NbaStudio.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
