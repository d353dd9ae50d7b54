using System.Collections.Concurrent;

namespace NbaStudio.Commands.Import.Sending;

/// <summary>Sends customers one by one, several at a time; rows of the same customer stay in order.</summary>
internal sealed class CustomerSender(HubClient hub) : IEntrySender
{
    private const int AtATime = 16;

    public async Task<SendResult> SendAsync(IReadOnlyList<PendingEntry> batch, CancellationToken stop)
    {
        var accepted = 0L;
        var rejected = new ConcurrentBag<RejectedRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop };
        await Parallel.ForEachAsync(batch.GroupBy(entry => entry.CustomerId!), options, async (rows, cancel) =>
        {
            foreach (var row in rows)
            {
                var errors = await SendOneAsync(row, cancel);
                if (errors.Count == 0)
                {
                    Interlocked.Increment(ref accepted);
                }

                foreach (var error in errors)
                {
                    rejected.Add(error);
                }
            }
        });
        return new SendResult(accepted, 0, 0, [.. rejected.OrderBy(row => row.Row)]);
    }

    private async Task<IReadOnlyList<RejectedRow>> SendOneAsync(PendingEntry row, CancellationToken stop)
    {
        // The id is a part of the address: these would reach another customer or none.
        if (row.CustomerId is "." or ".." || row.CustomerId!.Contains('/'))
        {
            return [new RejectedRow(row.Row, "customerId", $"\"{row.CustomerId}\" cannot stand in an address; allowed is an id without / that is not . or ..")];
        }

        var path = $"api/v1/customers/{Uri.EscapeDataString(row.CustomerId)}";
        var answer = await hub.SendAsync(HttpMethod.Put, path, row.Json, stop);
        return answer.IsSuccess ? []
            : answer.Status is 400 or 404 or 409 or 413 or 422 ? ArraySender.Rejections(row.Row, answer.Errors(), answer.Explain())
            : throw new CommandException($"{hub.Address}{path} answers {answer.Status}: {answer.Explain()}");
    }
}
