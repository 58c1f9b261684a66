using DigitalTwin.Domain.Messages;
using DigitalTwin.Host.Facts;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>Mail by SMTP, in the language of whom it is for.</summary>
internal sealed class SmtpChannel(MessageOptions options, FactBook<MessageSettings> settings) : IMessageChannel
{
    public string Name => MessageDesk.Email;

    public async Task<Attempt> Send(Message message, string to, CancellationToken cancel)
    {
        if (options.Smtp is not { } smtp) return new Attempt.Never("No mail server is set.");
        using var mail = new MimeMessage();
        mail.From.Add(MailboxAddress.Parse(smtp.From));
        mail.To.Add(MailboxAddress.Parse(to));
        // A second try after a lost answer carries the same id, so that mailboxes can fold the two.
        mail.MessageId = $"{message.Id}@{mail.From.Mailboxes.First().Domain}";
        var isEnglish = message.Person is { } person && settings.Find(person)?.Language == "en";
        var text = (isEnglish ? message.En : message.Zh).ReplaceLineEndings(" ");
        mail.Subject = $"[{MessageWords.Level(message.Level, isEnglish)}] {text}";
        mail.Body = new TextPart("plain") { Text = $"{text}\n\n{MessageWords.Link(options, message)}\n" };
        using var client = new SmtpClient { Timeout = 20_000 };
        try
        {
            await client.ConnectAsync(smtp.Host, smtp.Port, smtp.Security switch { "tls" => SecureSocketOptions.SslOnConnect, "startTls" => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, cancel);
            if (smtp.User is { Length: > 0 } user) await client.AuthenticateAsync(user, smtp.Password ?? "", cancel);
            await client.SendAsync(mail, cancel);
            await client.DisconnectAsync(true, cancel);
            return new Attempt.Delivered();
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            return new Attempt.Never($"{(int)e.StatusCode} {e.Message}");
        }
    }
}
