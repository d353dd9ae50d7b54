using System.Globalization;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands;

/// <summary>What a verb was given and where it writes.</summary>
public sealed class CommandContext(
    string? argument, IReadOnlyDictionary<string, IReadOnlyList<string>> options, bool json, TextWriter output, TextWriter error, bool terminal, Func<IServiceProvider> services,
    Func<Workspace>? place = null)
{
    private static readonly JsonSerializerOptions Indented = new(HubJson.Options) { WriteIndented = true };

    private readonly Lazy<IServiceProvider> _services = new(services);

    /// <summary>The value after the verb.</summary>
    public string Argument => argument ?? throw new CommandException("A value is missing after the verb.");

    /// <summary>True where a program reads the result.</summary>
    public bool Json => json;

    /// <summary>For the result.</summary>
    public TextWriter Output => output;

    /// <summary>For messages and progress.</summary>
    public TextWriter Error => error;

    /// <summary>Options, workspace, console data and keys of the configured data folder; opened at the first use.</summary>
    public IServiceProvider Services => _services.Value;

    /// <summary>The configured workspace; nothing of it is opened or created.</summary>
    public Workspace Place => place?.Invoke() ?? throw new InvalidOperationException("There is no workspace.");

    public bool Has(string option) => options.ContainsKey(option);

    public string? Find(string option) => options.TryGetValue(option, out var values) ? values[^1] : null;

    public string Get(string option) => Find(option) ?? throw new CommandException($"--{option} is missing.");

    public IReadOnlyList<string> FindMany(string option) => options.TryGetValue(option, out var values) ? values : [];

    /// <summary>A number in a range, or the default where the option is not given.</summary>
    public double Number(string option, double standard, double minimum, double maximum)
    {
        if (Find(option) is not { } text)
        {
            return standard;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--{option} {text} is not allowed; allowed is a number from {minimum} to {maximum}."));
    }

    /// <summary>Full path of a file that must exist.</summary>
    public string ExistingFile(string option)
    {
        var path = Path.GetFullPath(Get(option));
        return File.Exists(path) ? path : throw new CommandException($"--{option}: there is no file {path}.");
    }

    /// <summary>A bar on a terminal; silent where nobody watches.</summary>
    public ProgressBar Progress(string what, long? total = null) => new(terminal && !json ? error : TextWriter.Null, what, total);

    /// <summary>Writes the result: the object for machines, or text for people.</summary>
    public async Task WriteAsync(object result, string text)
    {
        await output.WriteLineAsync(json ? JsonSerializer.Serialize(result, result.GetType(), Indented) : text);
    }
}
