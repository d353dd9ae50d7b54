using System.Globalization;
using System.Reflection;

namespace NbaStudio.Configuration;

/// <summary>Reads the section Nba and collects every mistake instead of stopping at the first.</summary>
public sealed class SettingsReader
{
    private static readonly string[] SecretWords = ["secret", "password", "key", "token"];

    private readonly List<ConfigurationMistake> _mistakes = [];

    /// <summary>Every mistake found so far.</summary>
    public IReadOnlyList<ConfigurationMistake> Mistakes => _mistakes;

    /// <summary>Reads the options; where a value is wrong the default stands in and <see cref="Mistakes"/> says so.</summary>
    public NbaOptions Read(IConfiguration configuration)
    {
        var options = new NbaOptions();
        Fill(options, configuration.GetSection("Nba"));
        return options;
    }

    private void Fill(object options, IConfigurationSection section)
    {
        var properties = options.GetType().GetProperties();
        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(properties, p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                var nearest = NearestName.Find(child.Key, properties.Select(p => p.Name));
                var hint = nearest is null ? $"allowed: {string.Join(", ", properties.Select(p => p.Name))}" : $"did you mean {section.Path}:{nearest}?";
                _mistakes.Add(new ConfigurationMistake(child.Path, Shown(child), $"unknown key; {hint}"));
            }
            else if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                FillValue(options, property, setting, child);
            }
            else if (property.PropertyType == typeof(IReadOnlyDictionary<string, ChannelOptions>))
            {
                property.SetValue(options, ReadChannels(child));
            }
            else if (child.Value is { Length: > 0 } value)
            {
                _mistakes.Add(new ConfigurationMistake(child.Path, value, $"a group of keys, such as {child.Path}:{property.PropertyType.GetProperties()[0].Name}"));
            }
            else
            {
                Fill(property.GetValue(options)!, child);
            }
        }
    }

    private Dictionary<string, ChannelOptions> ReadChannels(IConfigurationSection section)
    {
        var channels = new Dictionary<string, ChannelOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            var channel = new ChannelOptions();
            Fill(channel, child);
            channels[child.Key] = channel;
        }

        return channels;
    }

    private void FillValue(object options, PropertyInfo property, SettingAttribute setting, IConfigurationSection child)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var parts = child.GetChildren().ToList();
        object? value;
        bool right;
        if (SettingCatalog.IsList(type))
        {
            var items = (parts.Count > 0 ? parts.Select(part => part.Value ?? "") : (child.Value ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
                .Select(item => item.Trim()).ToList();
            (right, value) = (items.All(item => SettingText.Fits(item, setting.Format)), items);
        }
        else
        {
            value = parts.Count == 0 ? Parse(type, child.Value ?? "") : null;
            right = IsAllowed(value, setting);
        }

        if (right)
        {
            property.SetValue(options, value);
            return;
        }

        var written = parts.Count > 0 ? string.Join(",", parts.Select(part => part.Value)) : child.Value ?? "";
        _mistakes.Add(new ConfigurationMistake(child.Path, setting.Secret ? "(hidden)" : written, $"allowed is {SettingCatalog.Allowed(property, setting)}"));
    }

    private static bool IsAllowed(object? value, SettingAttribute setting) => value switch
    {
        null => false,
        string word => word.Length == 0 ? setting.Format != SettingFormat.Folder : SettingText.Fits(word, setting.Format),
        int number => number >= setting.Minimum && number <= setting.Maximum,
        double number => number >= setting.Minimum && number <= setting.Maximum,
        _ => true,
    };

    private static object? Parse(Type type, string text) => type switch
    {
        _ when type == typeof(string) => text.Trim(),
        _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
        _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when type == typeof(ClockSetting) => ClockSetting.TryParse(text, out var clock) ? clock : null,
        // Enum.TryParse alone would take numbers and lists.
        _ when type.IsEnum => Enum.GetNames(type).FirstOrDefault(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null,
        _ => throw new InvalidOperationException($"Settings of type {type.Name} are not supported."),
    };

    // An unknown key may be a misspelt secret: values of channels, and of keys that sound secret, stay hidden.
    private static string Shown(IConfigurationSection unknown)
    {
        var mayBeSecret = unknown.Path.StartsWith("Nba:Channels:", StringComparison.OrdinalIgnoreCase) || SecretWords.Any(word => unknown.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
        return unknown.Value is { Length: > 0 } value ? mayBeSecret ? "(hidden)" : value : "";
    }
}
