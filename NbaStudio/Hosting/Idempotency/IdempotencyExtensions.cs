namespace NbaStudio.Hosting.Idempotency;

public static class IdempotencyExtensions
{
    /// <summary>A request with the header Idempotency-Key runs once; repeated within 24 hours it gets the first answer again.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new IdempotentCall());
}
