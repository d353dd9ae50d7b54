using System.Reflection;

namespace NbaStudio.Security.Accounts;

/// <summary>What a password must be: long, not the commonest, not made of the account's own name. No rules about kinds of characters.</summary>
public static class PasswordRules
{
    public const int MinimumLength = 12;
    public const int MaximumLength = 256;

    /// <summary>Fewer different characters than this are a pattern, not a password.</summary>
    private const int MinimumDistinct = 5;

    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    /// <summary>Everything that is wrong with a password; empty where it may be used.</summary>
    public static IReadOnlyList<AccountIssue> Check(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        List<AccountIssue> issues = [];
        if (password.Length < MinimumLength)
        {
            issues.Add(AccountIssue.PasswordShort);
        }

        if (password.Length > MaximumLength)
        {
            issues.Add(AccountIssue.PasswordLong);
        }

        if (password.Length >= MinimumLength && password.Distinct().Count() < MinimumDistinct)
        {
            issues.Add(AccountIssue.PasswordRepeats);
        }

        if (IsCommon(password))
        {
            issues.Add(AccountIssue.PasswordCommon);
        }

        if (ContainsName(name, password))
        {
            issues.Add(AccountIssue.PasswordName);
        }

        return issues;
    }

    /// <summary>The commonest ones as they are, and their usual disguises: capitals, digits for letters, digits and signs at the ends, twice the same.</summary>
    private static bool IsCommon(string password)
    {
        var plain = password.ToLowerInvariant();
        var letters = new string([.. plain.Select(c => c switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '@' => 'a', '$' => 's', '!' => 'i', _ => c })]);
        return Forms(plain).Concat(Forms(letters)).Any(Common.Value.Contains);
    }

    private static IEnumerable<string> Forms(string text)
    {
        var core = text.Trim([.. "0123456789!?.,-_#*+=$@ "]);
        foreach (var form in (string[])[text, core])
        {
            yield return form;
            if (form.Length % 2 == 0 && form[..(form.Length / 2)] == form[(form.Length / 2)..])
            {
                yield return form[..(form.Length / 2)];
            }
        }
    }

    private static bool ContainsName(string name, string password)
    {
        var part = name.Split('@')[0];
        return part.Length >= 3 && (password.Contains(part, StringComparison.OrdinalIgnoreCase) || password.Contains(new string([.. part.Reverse()]), StringComparison.OrdinalIgnoreCase))
            // A long phrase may hold a short name by chance.
            && password.Length - part.Length < MinimumLength;
    }

    private static HashSet<string> ReadCommon()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("NbaStudio.Security.Accounts.common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is missing from the program.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
