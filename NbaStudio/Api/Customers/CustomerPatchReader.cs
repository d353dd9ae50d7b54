using NbaStudio.Api.Values;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Customers;

/// <summary>Checks what is to change of a customer. The engine checks attributes by the policy's types.</summary>
internal sealed class CustomerPatchReader(PolicySnapshot policy, DateTimeOffset now)
{
    private const int MostEntries = 100;
    private static readonly TimeSpan MaximumAhead = TimeSpan.FromMinutes(5);

    private readonly List<FieldError> _errors = [];

    /// <exception cref="ProblemException">Something is not allowed.</exception>
    public CustomerPatch Read(CustomerBody body)
    {
        Count("consents", body.Consents?.Count ?? 0);
        Count("aliases", body.Aliases?.Count ?? 0);
        var consents = (body.Consents ?? []).Take(MostEntries).Select(ReadConsent).ToList();
        foreach (var (alias, index) in (body.Aliases ?? []).Take(MostEntries).Select((alias, index) => (alias, index)))
        {
            Text($"aliases[{index}]", alias, 128);
        }

        foreach (var (channel, address) in body.Addresses ?? new Dictionary<string, string?>())
        {
            CheckAddress(channel, address);
        }

        if (body.Language is { } language && !IsLanguageTag(language))
        {
            _errors.Add(new FieldError("language", $"'{Cut(language)}' is not a language tag.", "a tag such as en, ja or pt-BR"));
        }

        if (_errors.Count > 0)
        {
            throw new ProblemException(_errors);
        }

        return new CustomerPatch
        {
            // Raw kinds: the engine turns them into the declared types, dates among them.
            Attributes = (body.Attributes ?? new Dictionary<string, ApiValue?>()).ToDictionary(a => a.Key, a => a.Value is null ? Value.Missing : ValueConversion.ToValue(a.Value)),
            Consents = consents,
            Aliases = body.Aliases ?? [],
            Addresses = body.Addresses ?? new Dictionary<string, string?>(),
            TimeZone = body.TimeZone,
            Language = body.Language,
        };
    }

    private ConsentInput ReadConsent(ConsentBody consent, int index)
    {
        var path = $"consents[{index}]";
        if (consent is null)
        {
            _errors.Add(new FieldError(path, "The entry is null.", "an object"));
            return new ConsentInput(ConsentRecord.AllChannels, "", false, now, "", null);
        }

        if (consent.Channel != ConsentRecord.AllChannels)
        {
            Channel($"{path}.channel", consent.Channel, ConsentRecord.AllChannels);
        }

        Text($"{path}.purpose", consent.Purpose, 64);
        Text($"{path}.source", consent.Source, 256);
        if (consent.Proof is { Length: > 1024 } proof)
        {
            _errors.Add(new FieldError($"{path}.proof", $"The proof has {proof.Length} characters.", "at most 1024 characters"));
        }

        if (consent.Time > now + MaximumAhead)
        {
            _errors.Add(new FieldError($"{path}.time", $"{consent.Time:O} is in the future.", $"up to {now + MaximumAhead:O}"));
        }

        return new ConsentInput(consent.Channel, consent.Purpose, consent.Granted, consent.Time, consent.Source, consent.Proof);
    }

    private void CheckAddress(string channel, string? address)
    {
        var path = $"addresses.{Cut(channel)}";
        var index = Channel(path, channel, null);
        if (index < 0 || address is null)
        {
            return;
        }

        Text(path, address, 512);
        // Whatever is in an address must never become a header or a second recipient of a message.
        var isMail = policy.Channels[index].Kind == ChannelKind.Email;
        if (address.Any(char.IsControl) || (isMail && !IsMailAddress(address)))
        {
            var allowed = isMail ? "one e-mail address such as ann@example.com" : "text without control characters";
            _errors.Add(new FieldError(path, $"'{Cut(address)}' is not an address of this channel.", allowed));
        }
    }

    private static bool IsMailAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>' or '"');
    }

    private int Channel(string path, string id, string? other)
    {
        var index = policy.ChannelIndexOf(id);
        if (index < 0)
        {
            var ids = policy.Channels.Select(channel => channel.Id);
            _errors.Add(new FieldError(path, $"'{Cut(id)}' is not a channel.", string.Join(", ", other is null ? ids : ids.Append(other))));
        }

        return index;
    }

    private void Text(string path, string? text, int maximum)
    {
        if (text is not { Length: > 0 } || text.Length > maximum)
        {
            _errors.Add(new FieldError(path, string.IsNullOrEmpty(text) ? "The text is missing." : $"The text has {text.Length} characters.", $"1 to {maximum} characters"));
        }
    }

    private void Count(string path, int count)
    {
        if (count > MostEntries)
        {
            _errors.Add(new FieldError(path, $"There are {count} entries.", $"at most {MostEntries}"));
        }
    }

    private static bool IsLanguageTag(string text) =>
        text.Length is > 1 and <= 35 && text.Split('-') is [{ Length: 2 or 3 } main, .. var rest] && main.All(char.IsAsciiLetter)
        && rest.All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static string Cut(string text) => text.Length <= 64 ? text : text[..64] + "...";
}
