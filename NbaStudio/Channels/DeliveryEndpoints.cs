using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Channels;

/// <summary>A delivery as the API shows it. The customer's address is left out.</summary>
public sealed record DeliveryAnswer(
    long Id, OutboxStatus Status, string Channel, string CustomerId, string DecisionId, string Action, string Treatment, int Attempt, DateTimeOffset NextAttempt, DateTimeOffset CreatedAt,
    DateTimeOffset ValidUntil, string IdempotencyKey, string? LastError, bool Simulated);

/// <param name="Total">How many have the status, also those not listed.</param>
public sealed record DeliveriesAnswer(IReadOnlyList<DeliveryAnswer> Deliveries, long Total);

/// <summary>Shows what did not arrive and lets a person send it again.</summary>
internal sealed class DeliveryEndpoints(NbaEngine engine, DeliveryDispatcher dispatcher, AuditLog audit) : IEndpointModule
{
    private const int MaximumCount = 1_000;
    private static readonly string Statuses = string.Join(", ", Enum.GetNames<OutboxStatus>().Select(name => name.ToLowerInvariant()));

    public void Map(IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/api/v1/deliveries").WithTags("Deliveries").FailsAsAll();
        deliveries.MapGet("", List).WithName("listDeliveries").WithSummary("Deliveries of one status, the longest waiting first")
            .WithDescription($"status: {Statuses}; dead where it is absent. limit: 1 to {MaximumCount}; 100 where it is absent.")
            .Produces<DeliveriesAnswer>().Fails(StatusCodes.Status400BadRequest).RequireScope(Scopes.Read);
        deliveries.MapPost("/{id:long}/replay", ReplayAsync).WithName("replayDelivery").WithSummary("Sends a dead, failed or uncertain delivery again, with its own idempotency key")
            .Produces<DeliveryAnswer>(StatusCodes.Status202Accepted).Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).RequireScope(Scopes.Admin);
    }

    private IResult List([FromQuery] string? status = null, [FromQuery] string? limit = null)
    {
        List<FieldError> errors = [];
        var wanted = OutboxStatus.Dead;
        if (status is not null && (status.Length > 20 || !Enum.TryParse(status, ignoreCase: true, out wanted) || char.IsAsciiDigit(status[0])))
        {
            errors.Add(new FieldError("status", $"'{(status.Length > 40 ? status[..40] : status)}' is not a status.", Statuses));
        }

        var count = 100;
        if (limit is not null && (!int.TryParse(limit, System.Globalization.CultureInfo.InvariantCulture, out count) || count is < 1 or > MaximumCount))
        {
            errors.Add(new FieldError("limit", $"'{(limit.Length > 40 ? limit[..40] : limit)}' is not allowed.", $"1 to {MaximumCount}"));
        }

        return errors.Count > 0
            ? Problems.Validation(errors)
            : TypedResults.Json(new DeliveriesAnswer([.. engine.Store.ReadOutbox(wanted, long.MaxValue, count).Select(Of)], engine.Store.CountOutbox(wanted)), HubJson.Options);
    }

    private async Task<IResult> ReplayAsync(long id, HttpContext context)
    {
        if (engine.Store.ReadOutboxRow(id) is not { } row)
        {
            return Problems.NotFound($"There is no delivery {id}, or it is not kept any more.");
        }

        if (row.Status is not (OutboxStatus.Dead or OutboxStatus.Failed or OutboxStatus.Uncertain or OutboxStatus.Held))
        {
            return Problems.Conflict($"Delivery {id} is {Name(row.Status)}; only dead, failed, uncertain and held ones can be sent again.");
        }

        if (engine.SendingStopped)
        {
            return Problems.Conflict("All sending is stopped: resume it first.");
        }

        try
        {
            var delivery = await engine.BeginDeliveryAsync(row.Customer, id, byPerson: true);
            await audit.WriteAsync(context.Caller().Name, "delivery.replayed", $"delivery {id}", stop: context.RequestAborted);
            if (delivery is not null)
            {
                dispatcher.Take(delivery);
            }
        }
        catch (CustomerGoneException)
        {
            return Problems.NotFound("The customer was erased.");
        }

        var now = engine.Store.ReadOutboxRow(id)!;
        return now.Status == OutboxStatus.Dropped
            ? Problems.Conflict($"Delivery {id} may not be sent any more: {now.LastError}")
            : TypedResults.Json(Of(now), HubJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static string Name(OutboxStatus status) => status.ToString().ToLowerInvariant();

    private static DeliveryAnswer Of(OutboxRow row)
    {
        var delivery = Delivery.FromBytes(row.Payload);
        return new DeliveryAnswer(
            row.Id, row.Status, row.ChannelId, delivery.CustomerId, delivery.DecisionId, delivery.Action, delivery.Treatment, row.Attempt,
            DateTimeOffset.FromUnixTimeMilliseconds(row.NextAttempt), delivery.CreatedAt, delivery.ValidUntil, row.IdempotencyKey, row.LastError, delivery.Simulated);
    }
}
