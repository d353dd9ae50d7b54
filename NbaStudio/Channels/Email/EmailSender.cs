using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels.Email;

/// <summary>Hands messages to an SMTP server. A conversation that broke after it began may or may not have sent the message: such a delivery waits for a person.</summary>
internal sealed class EmailSender(NbaOptions options, MailComposer composer, NbaEngine engine) : IChannelSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool Takes(Delivery delivery, ChannelSnapshot channel) => channel.Kind == ChannelKind.Email;

    public string? FindFault(ChannelSnapshot channel) =>
        !options.Channels.TryGetValue(channel.Id, out var settings) || settings.Host.Length == 0 ? $"Nba:Channels:{channel.Id}:Host is not set."
        : settings.From.Length == 0 ? $"Nba:Channels:{channel.Id}:From is not set."
        : null;

    public async Task<SendResult> SendAsync(Delivery delivery, ChannelSnapshot channel, CancellationToken stop)
    {
        var settings = options.Channels[channel.Id];
        var (message, fault) = composer.Compose(delivery, settings, engine.Policy!.Document.Name);
        if (message is null)
        {
            return fault!;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using (message)
        using (var smtp = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls, DeliveryFormat = SmtpDeliveryFormat.SevenBit })
        {
            if (settings.User.Length > 0)
            {
                smtp.Credentials = new NetworkCredential(settings.User, settings.Password);
            }

            try
            {
                await smtp.SendMailAsync(message, limit.Token);
                return SendResult.Delivered;
            }
            catch (SmtpFailedRecipientException refused)
            {
                return Refused(refused);
            }
            catch (SmtpException failure)
            {
                return Failure(failure);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return SendResult.Uncertain($"The SMTP server did not finish within {Patience.TotalSeconds:0} s.");
            }
        }
    }

    private static SendResult Refused(SmtpFailedRecipientException refused) => refused.StatusCode is SmtpStatusCode.MailboxBusy or SmtpStatusCode.InsufficientStorage or SmtpStatusCode.LocalErrorInProcessing
        ? SendResult.Retry($"The SMTP server put the recipient off: {refused.Message}")
        : new SendResult(DeliveryResult.Bounced, $"The SMTP server refused the recipient: {refused.Message}");

    private static SendResult Failure(SmtpException failure)
    {
        var why = failure.InnerException is { } inner ? $"{failure.Message} ({inner.Message})" : failure.Message;
        return failure switch
        {
            // Nothing was said yet: no connection, or no agreement on encryption.
            { InnerException: SocketException or System.Security.Authentication.AuthenticationException } => SendResult.Retry($"The SMTP server could not be reached: {why}"),
            { StatusCode: SmtpStatusCode.GeneralFailure } => SendResult.Uncertain($"The conversation with the SMTP server broke: {why}"),
            { StatusCode: SmtpStatusCode.MustIssueStartTlsFirst or SmtpStatusCode.ClientNotPermitted } => SendResult.Retry($"The SMTP server does not let us in: {why}"),
            { StatusCode: >= (SmtpStatusCode)500 } => SendResult.Failed($"The SMTP server refused it: {why}"),
            _ => SendResult.Retry($"The SMTP server put it off: {why}"),
        };
    }
}
