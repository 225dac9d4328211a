// Package delivery is the S/MIME gateway: it sends messages to the mailboxes that authorities run themselves, and receives
// their answers.
//
// Every mail that goes out is a row (gateway_mail) before it is a mail: its Message-ID and its bounce address are made of the
// row's id, so that what is sent twice counts once. Every mail that comes in is a sealed row (inbound_mail) before the server
// before us gets its 250; its effect happens once, in the transaction that settles the row. Of a mail that is not acceptable,
// envelope and reason are kept, and nothing of its content is shown.
//
// To read it, begin with Dispatch and sendMail for what goes out (outbound*.go, compose*.go), and with Deliver and
// processArrival for what comes in (inbound*.go, hold.go, report.go). ports.go says what the gateway asks of the rest of the
// program; ADR 0017 says how the two halves are to be parted.
package delivery
