using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Creates, changes and erases customers in their lane: all of a patch, or nothing.</summary>
internal sealed class CustomerEditor(HubServices services, GoalDesk goals)
{
    /// <summary>Prefix of the blobs that keep refusals of erased customers, as keyed hashes.</summary>
    public const string OptOutPrefix = "optout:";

    /// <exception cref="InvalidInputException">A value is not allowed; nothing was changed.</exception>
    public void Apply(LaneContext<CustomerState> lane, ServingState serving, string customerId, CustomerPatch patch)
    {
        var customer = lane.Customer;
        var errors = new List<InputError>();
        if (lane.IsNew)
        {
            customer.CreatedAt = lane.Now;
            customer.Simulated = patch.Simulated;
        }

        customer.AddAlias(customerId);
        var raw = patch.Attributes.Select(a => new KeyValuePair<string, object?>(a.Key, Raw(a.Value)));
        errors.AddRange(serving.Policy.Profile.Apply(customer.Profile, raw).Select(e => new InputError(e.Code == "attribute.count" ? "attributes" : "attributes." + e.Field, e.Message, e.Allowed)));
        if (patch.TimeZone is { } zone && !customer.TrySetTimeZone(zone))
        {
            errors.Add(new InputError("timeZone", $"'{zone}' is not a known time zone.", "an IANA name such as Asia/Tokyo"));
        }
        else if (customer.Zone is { } known)
        {
            services.Zones.Note(lane, known);
        }

        if (patch.Language is { } language)
        {
            customer.Language = language;
        }

        foreach (var alias in patch.Aliases)
        {
            if (!lane.TryAddAlias(alias, out _))
            {
                errors.Add(new InputError("aliases", $"'{alias}' belongs to another customer.", "an id that nobody has; merge customers to join them"));
            }
            else
            {
                customer.AddAlias(alias);
            }
        }

        foreach (var (channel, address) in patch.Addresses)
        {
            customer.Addresses.Set(channel, address);
        }

        if (errors.Count > 0)
        {
            // Thrown inside the lane: the runtime undoes the whole work, so that nothing is half done.
            throw new InvalidInputException(errors);
        }

        foreach (var consent in patch.Consents)
        {
            ConsentLedger.Take(lane, new ConsentRecord(
                consent.Channel, consent.Purpose, consent.Granted ? ConsentState.Granted : ConsentState.Refused, consent.Time.ToUnixTimeMilliseconds(), consent.Source, consent.Proof), patch.By);
        }

        KeepOptOuts(lane, customer);
        lane.Append(JournalKind.Profile, JournalPayloads.Note(customerId));
        customer.JournalPosition++;
        Tell(lane, customer, erased: false);
        customer.Timeline.Add(new TimelineItem(lane.Now, TimelineKind.Change, "profile", string.Join(", ", patch.Attributes.Keys.Take(5))));
        goals.Check(lane, serving, services.Time.GetTimestamp());
    }

    /// <summary>Writes what the hub works out itself: no entry on the customer's timeline, because nobody did anything.</summary>
    /// <returns>False where nothing differs.</returns>
    /// <exception cref="InvalidInputException">A value is not of its attribute's type; nothing was changed.</exception>
    public bool Write(LaneContext<CustomerState> lane, ServingState serving, IReadOnlyDictionary<string, Value> values)
    {
        var customer = lane.Customer;
        if (values.All(v => customer.Profile.Get(v.Key) == v.Value))
        {
            return false;
        }

        if (serving.Policy.Profile.Apply(customer.Profile, values.Select(v => new KeyValuePair<string, object?>(v.Key, Raw(v.Value)))) is { Count: > 0 } errors)
        {
            throw new InvalidInputException([.. errors.Select(e => new InputError("attributes." + e.Field, e.Message, e.Allowed))]);
        }

        lane.Append(JournalKind.Profile, JournalPayloads.Note(customer.PrimaryId));
        customer.JournalPosition++;
        Tell(lane, customer, erased: false);
        goals.Check(lane, serving, services.Time.GetTimestamp());
        return true;
    }

    /// <summary>Erases the customer; refusals stay as keyed hashes that intake and import check.</summary>
    public void Erase(LaneContext<CustomerState> lane)
    {
        var customer = lane.Customer;
        var refusals = customer.Consents.Records.Where(r => r.State == ConsentState.Refused).Select(r => r.Channel + "\n" + r.Purpose).ToArray();
        if (refusals.Length > 0)
        {
            var value = System.Text.Encoding.UTF8.GetBytes(string.Join("\n\n", refusals));
            foreach (var hash in Hashes(customer))
            {
                lane.PutBlob(new BlobRow(OptOutPrefix + hash, value));
            }
        }

        Tell(lane, customer, erased: true);
        var parts = MergedCustomers.AllOf(lane.Durable, customer.Key);
        if (parts.Count > 0)
        {
            foreach (var link in MergedCustomers.LinksToDelete(customer.Key, parts))
            {
                lane.PutBlob(link);
            }
        }

        lane.Erase(parts);
        lane.Append(JournalKind.Erasure, JournalPayloads.Note("erased"));
    }

    private void Tell(LaneContext<CustomerState> lane, CustomerState customer, bool erased)
    {
        if (services.Observers.Count == 0)
        {
            return;
        }

        var notice = erased ? CustomerNotices.Gone(customer.Key, customer.PrimaryId, customer.Simulated) : CustomerNotices.Of(customer);
        lane.AfterCommit(() =>
        {
            foreach (var observer in services.Observers)
            {
                observer.OnCustomer(notice);
            }
        });
    }

    /// <summary>A customer who comes back under an id or address that refused before has refused still.</summary>
    private void KeepOptOuts(LaneContext<CustomerState> lane, CustomerState customer)
    {
        foreach (var hash in Hashes(customer))
        {
            if (lane.Durable.ReadBlob(OptOutPrefix + hash)?.Value is not { } value)
            {
                continue;
            }

            foreach (var refusal in System.Text.Encoding.UTF8.GetString(value).Split("\n\n"))
            {
                var parts = refusal.Split('\n');
                var known = customer.Consents.Records.Any(r => r.Channel == parts[0] && r.Purpose == parts[1]);
                if (!known)
                {
                    ConsentLedger.Take(lane, new ConsentRecord(parts[0], parts[1], ConsentState.Refused, lane.Now, ConsentRecord.FromErased, null), by: null);
                }
            }
        }
    }

    private IEnumerable<string> Hashes(CustomerState customer) =>
        customer.Aliases.Select(a => OptOutHash.Compute(services.Options.Secret, "alias", a))
            .Concat(customer.Addresses.Records.Select(r => OptOutHash.Compute(services.Options.Secret, r.Channel, r.Address)));

    private static object? Raw(in Value value) => value.Kind switch
    {
        ValueKind.Missing => null,
        ValueKind.Text => value.Text!.Original,
        ValueKind.TextSet => value.Set!.Select(t => t.Original).ToArray(),
        ValueKind.Boolean => value.IsTrue,
        ValueKind.DateTime => value.AsDateTime,
        _ => value.Number,
    };
}

/// <summary>A caller sent something that is not allowed. Nothing was changed.</summary>
public sealed class InvalidInputException(IReadOnlyList<InputError> errors) : Exception(errors.Count == 0 ? "The input is not allowed." : errors[0].Message)
{
    public IReadOnlyList<InputError> Errors { get; } = errors;
}
