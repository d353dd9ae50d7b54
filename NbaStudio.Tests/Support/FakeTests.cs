using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Test customers of the samples; notes what was sent.</summary>
public sealed class FakeTests : ITestSends
{
    public List<TestCustomer> Customers { get; } = [new(7, "kw-004182", "Yui <Kashiwagi>", "ja", ["mail"], false), new(9, null, "", null, [], false)];

    public List<TestMessage> Sent { get; } = [];

    /// <summary>What the next test comes to.</summary>
    public TestSent Result { get; set; } = new(TestSendStatus.Sent);

    public Task<IReadOnlyList<TestCustomer>> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<TestCustomer>>([.. Customers]);

    public Task<TestListing> AddAsync(string customerId, Caller who, CancellationToken cancellationToken = default)
    {
        if (customerId.StartsWith("no", StringComparison.Ordinal))
        {
            return Task.FromResult(TestListing.Unknown);
        }

        Customers.Add(new TestCustomer(Customers.Count + 10, customerId, customerId, "en", [], true));
        return Task.FromResult(TestListing.Listed);
    }

    public Task RemoveAsync(long customer, Caller who, CancellationToken cancellationToken = default)
    {
        Customers.RemoveAll(c => c.Key == customer);
        return Task.CompletedTask;
    }

    public Task<TestSent> SendAsync(TestMessage message, Caller who, CancellationToken cancellationToken = default)
    {
        Sent.Add(message);
        return Task.FromResult(Result);
    }
}
