/**
 * Proves that figures are what the facts come to: counts merchants again in the background, one
 * after the other, tells what differs and repairs it. Nothing waits for it: it reads in pages, each
 * followed by a rest, and repairs by adding what is missing, in short transactions.
 *
 * <p>There are two layers. States of charges and subscriptions are compared with their facts folded
 * again, page by page; wrong ones are folded and written anew by the ledger, and cells move with
 * them as always. Then cells are compared with what the stored states contribute, in one snapshot,
 * and get what was missing in it added. In this order a state that was wrong has taken its cells
 * along before they are compared.
 */
@NullMarked
package io.emdia.audit;

import org.jspecify.annotations.NullMarked;
