using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace NbaStudio.Configuration;

/// <summary>Every key under Nba with default, allowed values and meaning, read from the options themselves.</summary>
public static class SettingCatalog
{
    public static IReadOnlyList<SettingDescription> All { get; } = [.. Describe("Nba", new NbaOptions())];

    /// <summary>What a property accepts, in words.</summary>
    internal static string Allowed(PropertyInfo property, SettingAttribute setting)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ when type == typeof(int) => $"a whole number from {Number(setting.Minimum)} to {Number(setting.Maximum)}",
            _ when type == typeof(double) => $"a number from {Number(setting.Minimum)} to {Number(setting.Maximum)}",
            _ when type == typeof(ClockSetting) => ClockSetting.Allowed,
            _ => TextAllowed(setting.Format, IsList(type)),
        };
    }

    internal static bool IsList(Type type) => type == typeof(IReadOnlyList<string>);

    private static string TextAllowed(SettingFormat format, bool list) => (format, list) switch
    {
        (SettingFormat.Folder, _) => "a folder that may be written",
        (SettingFormat.WebAddress, _) => "an http or https address, or empty",
        (SettingFormat.LoopbackOrigin, _) => "origins of this machine such as http://localhost:3000 (others once an admin account exists)",
        (SettingFormat.Network, _) => "addresses, or networks such as 10.0.0.0/8",
        (SettingFormat.HostName, true) => "host names or addresses without scheme, port or path",
        (SettingFormat.HostName, false) => "a host name or address without scheme, port or path, or empty",
        (SettingFormat.MailAddress, _) => "one e-mail address, or empty",
        _ => "any text",
    };

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static IEnumerable<SettingDescription> Describe(string prefix, object options)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var key = $"{prefix}:{property.Name}";
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                var value = setting.DefaultText ?? Text(property.GetValue(options));
                yield return new SettingDescription(key, value, Allowed(property, setting), setting.Meaning, setting.Secret);
            }
            else if (property.PropertyType == typeof(IReadOnlyDictionary<string, ChannelOptions>))
            {
                foreach (var inner in Describe($"{key}:<id>", new ChannelOptions()))
                {
                    yield return inner;
                }
            }
            else
            {
                foreach (var inner in Describe(key, property.GetValue(options)!))
                {
                    yield return inner;
                }
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        Enum name => JsonNamingPolicy.CamelCase.ConvertName(name.ToString()),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(",", list.Cast<object>()),
        _ => value.ToString() ?? "",
    };
}
