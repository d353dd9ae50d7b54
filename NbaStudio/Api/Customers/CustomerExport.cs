using System.Buffers;
using System.Text.Json;
using NbaStudio.Api.Decisions;
using NbaStudio.Api.Values;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Customers;

/// <summary>Everything that is stored of one customer, as one JSON document: what the customer may ask for.</summary>
/// <remarks>Written page by page, so that a long history does not lie in memory. Of customers who became part of this one what they left in the journal is included.</remarks>
internal static class CustomerExport
{
    private const int Page = 500;
    private const int Chunk = 64 * 1024;

    public static async Task WriteAsync(Stream to, CustomerAnswer customer, IReadOnlyList<ConsentStatementAnswer> consents, long key, NbaEngine engine, CancellationToken stop)
    {
        var policy = engine.Policy!;
        var keys = engine.KeysOf(key);
        // The writer flushes by itself and cannot wait; the answer's stream can do nothing but wait.
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = HubJson.Options.Encoder });
        json.WriteStartObject();
        Write("customer", customer);
        Write("consents", consents);

        json.WriteStartArray("events");
        foreach (var row in Journal(JournalKind.Event))
        {
            var input = JournalPayloads.ReadEvent(row.Payload);
            Item(new ExportedEvent(input.EventId, input.Type, input.Time, Time(row.Time), input.Properties.ToDictionary(p => p.Key, p => ValueConversion.ToApi(p.Value)), input.Simulated));
            await FlushAsync();
        }

        json.WriteEndArray();
        json.WriteStartArray("outcomes");
        foreach (var row in Journal(JournalKind.Outcome))
        {
            var outcome = JournalPayloads.ReadOutcome(row.Payload);
            var (treatment, channel) = (policy.TreatmentIndexOfKey(outcome.Treatment), policy.ChannelIndexOfKey(outcome.Channel));
            Item(new ExportedOutcome(
                new DecisionId(row.Customer, outcome.Decision).ToString(), treatment < 0 ? $"#{outcome.Treatment}" : policy.Treatments[treatment].Id,
                channel < 0 ? $"#{outcome.Channel}" : policy.Channels[channel].Id, outcome.Kind, Time(outcome.Time), ValueConversion.Finite(outcome.Amount)));
            await FlushAsync();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (var one in keys)
        {
            for (var before = long.MaxValue; engine.Store.ReadDecisions(one, before, Page) is { Count: > 0 } rows; before = rows[^1].Number)
            {
                foreach (var row in rows)
                {
                    if (engine.Records.Read(row) is { } record)
                    {
                        Item(RecordAnswers.Of(record, engine.Store));
                        await FlushAsync();
                    }
                }
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("deliveries");
        foreach (var row in keys.SelectMany(one => engine.Store.ReadOutboxOf(one, int.MaxValue)))
        {
            var delivery = Delivery.FromBytes(row.Payload);
            Item(new ExportedDelivery(new DecisionId(row.Customer, row.Decision).ToString(), row.ChannelId, row.Status, delivery.Address, delivery.Content));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await SendAsync();

        void Write(string name, object value)
        {
            json.WritePropertyName(name);
            Item(value);
        }

        void Item(object value) => JsonSerializer.Serialize(json, value, value.GetType(), HubJson.Options);

        async Task SendAsync()
        {
            await json.FlushAsync(stop);
            await to.WriteAsync(buffer.WrittenMemory, stop);
            buffer.ResetWrittenCount();
        }

        async Task FlushAsync()
        {
            if (buffer.WrittenCount > Chunk)
            {
                await SendAsync();
            }
        }

        IEnumerable<JournalRow> Journal(JournalKind kind)
        {
            foreach (var one in keys)
            {
                for (var from = 1L; engine.Store.ReadJournal(from, Page, one) is { Count: > 0 } rows; from = rows[^1].Sequence + 1)
                {
                    foreach (var row in rows.Where(r => r.Kind == kind && r.Payload is not null))
                    {
                        yield return row;
                    }
                }
            }
        }
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
